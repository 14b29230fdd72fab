package dev.postern.app.bridge;

import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.server.BridgeServer;
import dev.postern.core.server.ListenerSpec;
import dev.postern.core.server.ListenerTls;
import dev.postern.core.server.TlsVersions;
import dev.postern.core.tls.LeafCertificate;

import io.netty.handler.ssl.SslProvider;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import javax.net.ssl.SSLException;

/** Gives listeners their TLS: each its own certificate, or all one of the local authority. */
final class ListenerCertificates {
    private final SslProvider provider;
    private final Function<Instant, LeafCertificate> authority;
    private final Clock clock;
    private final List<FileCertificate> own = new ArrayList<>();
    private Optional<LocalCertificate> local = Optional.empty();

    /**
     * @param authority makes a certificate; asked only if a listener needs it
     */
    ListenerCertificates(
            SslProvider provider, Function<Instant, LeafCertificate> authority, Clock clock) {
        this.provider = provider;
        this.authority = authority;
        this.clock = clock;
    }

    List<BridgeServer.Listener> forAll(List<ListenerSpec> specs) throws BridgeException {
        List<BridgeServer.Listener> listeners = new ArrayList<>();
        for (ListenerSpec spec : specs) {
            listeners.add(
                    new BridgeServer.Listener(
                            spec,
                            spec.security() == ListenerSecurity.NONE
                                    ? Optional.empty()
                                    : Optional.of(tls(spec))));
        }
        return listeners;
    }

    /** Renews what is due and reads again what has changed; called from time to time. */
    void refresh() {
        own.forEach(ShownCertificate::refresh);
        local.ifPresent(ShownCertificate::refresh);
    }

    private ListenerTls tls(ListenerSpec spec) throws BridgeException {
        if (spec.versions() == TlsVersions.FROM_1_0 && provider == SslProvider.JDK) {
            throw new BridgeException(
                    "The listener on port %d has `legacy_tls = true`, but Java's own TLS, which is all that there is for this kind of machine, refuses TLS 1.0. Take the key away."
                            .formatted(spec.port()));
        }
        return spec.certificate().isPresent()
                ? ofFiles(spec.certificate().get(), spec.versions())
                : ofLocalAuthority(spec.versions());
    }

    private ListenerTls ofFiles(ListenerSpec.CertificateFiles files, TlsVersions versions)
            throws BridgeException {
        try {
            FileCertificate certificate = new FileCertificate(provider, versions, files);
            own.add(certificate);
            return certificate.tls();
        } catch (UnusableCertificateException unusable) {
            throw new BridgeException(unusable);
        }
    }

    private ListenerTls ofLocalAuthority(TlsVersions versions) throws BridgeException {
        if (local.isEmpty()) {
            local = Optional.of(new LocalCertificate(provider, authority, clock));
        }
        try {
            return local.get().tls(versions);
        } catch (SSLException refused) {
            throw new BridgeException(
                    "The local authority's certificate can't be used for TLS: " + refused, refused);
        }
    }
}
