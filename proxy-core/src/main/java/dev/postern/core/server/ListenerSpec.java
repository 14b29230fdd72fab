package dev.postern.core.server;

import dev.postern.core.account.Protocol;
import dev.postern.core.login.ListenerSecurity;

import io.netty.util.NetUtil;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One port to listen on.
 *
 * @param addresses address literals; {@code 127.0.0.1} and {@code ::1} unless the configuration
 *     says otherwise
 * @param port 1 to 65535; 0, in tests only, takes a free one
 * @param certificate the listener's own certificate; empty: one of the local authority
 * @param versions other than {@link TlsVersions#CURRENT} on loopback only
 * @param device name of the app that every client here is, without a password; of SMTP only. Empty:
 *     clients log in.
 */
public record ListenerSpec(
        Protocol protocol,
        List<String> addresses,
        int port,
        ListenerSecurity security,
        Optional<CertificateFiles> certificate,
        TlsVersions versions,
        Optional<String> device) {

    public ListenerSpec {
        addresses = List.copyOf(addresses);
        if (device.isPresent() && protocol != Protocol.SMTP) {
            throw new IllegalArgumentException("devices send mail, and never read it");
        }
    }

    /** Where clients log in. */
    public ListenerSpec(
            Protocol protocol,
            List<String> addresses,
            int port,
            ListenerSecurity security,
            Optional<CertificateFiles> certificate,
            TlsVersions versions) {
        this(protocol, addresses, port, security, certificate, versions, Optional.empty());
    }

    /** With TLS as it should be. */
    public ListenerSpec(
            Protocol protocol,
            List<String> addresses,
            int port,
            ListenerSecurity security,
            Optional<CertificateFiles> certificate) {
        this(protocol, addresses, port, security, certificate, TlsVersions.CURRENT);
    }

    /** How clients log in, for log and status: {@code password}, or whose device they are. */
    public String auth() {
        return device.map(app -> "device:" + app).orElse("password");
    }

    /** Its addresses with the port, for log and status. */
    public List<String> reachedAt() {
        return addresses.stream()
                .map(address -> NetUtil.toSocketAddressString(address, port))
                .toList();
    }

    /** PEM files: the chain, leaf first, and its unencrypted PKCS#8 key. */
    public record CertificateFiles(Path chain, Path key) {}
}
