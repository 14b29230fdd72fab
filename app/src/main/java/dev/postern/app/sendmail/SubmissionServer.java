package dev.postern.app.sendmail;

import dev.postern.core.account.Protocol;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.server.ListenerSpec;

import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A listener of the bridge for SMTP.
 *
 * @param authority what its certificate is verified by; empty where it has none that this user can
 *     verify
 */
record SubmissionServer(
        InetSocketAddress address, ListenerSecurity security, Optional<Path> authority) {

    /**
     * The listener to submit to: one on loopback, and one whose certificate can be verified, since
     * any user of this machine can hold the port of a bridge that does not run.
     *
     * @param root of the local authority
     */
    static SubmissionServer among(List<ListenerSpec> listeners, Path root)
            throws SendmailException {
        List<SubmissionServer> usable = new ArrayList<>();
        for (ListenerSpec spec : listeners) {
            if (spec.protocol() == Protocol.SMTP && spec.device().isEmpty()) {
                usable.addAll(usable(spec, root));
            }
        }
        return usable.stream()
                .min(
                        Comparator.comparing((SubmissionServer server) -> !server.isLocal())
                                .thenComparing(server -> server.authority().isEmpty())
                                .thenComparing(SubmissionServer::security))
                .orElseThrow(() ->
                        new SendmailException(
                                Sysexit.CONFIGURATION,
                                "The configuration has no SMTP listener that can be used from here: expected one on a loopback address, or one whose certificate can be verified with %s."
                                        .formatted(root)));
    }

    private static List<SubmissionServer> usable(ListenerSpec spec, Path root) {
        Path authority = spec.certificate().map(ListenerSpec.CertificateFiles::chain).orElse(root);
        Optional<Path> readable =
                spec.security() != ListenerSecurity.NONE && Files.isReadable(authority)
                        ? Optional.of(authority)
                        : Optional.empty();
        boolean plainAllowed =
                switch (spec.security()) {
                    case NONE, STARTTLS_OPTIONAL -> true;
                    case TLS, STARTTLS_REQUIRED -> false;
                };
        return spec.addresses().stream()
                .map(address -> reachable(new InetSocketAddress(address, spec.port())))
                .map(address -> new SubmissionServer(address, spec.security(), readable))
                .filter(server -> readable.isPresent() || (plainAllowed && server.isLocal()))
                .toList();
    }

    /** A listener on all addresses is on loopback too. */
    private static InetSocketAddress reachable(InetSocketAddress bound) {
        InetAddress ip = bound.getAddress();
        if (ip == null || !ip.isAnyLocalAddress()) {
            return bound;
        }
        String loopback = ip instanceof Inet6Address ? "::1" : "127.0.0.1";
        return new InetSocketAddress(loopback, bound.getPort());
    }

    private boolean isLocal() {
        InetAddress ip = address.getAddress();
        return ip != null && ip.isLoopbackAddress();
    }

    /** Believes {@link #authority} and nobody else. */
    SSLContext tls() throws SendmailException {
        Path pem = authority.orElseThrow();
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate one :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("certificate-" + number++, one);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new SendmailException(
                    Sysexit.CONFIGURATION,
                    "The bridge's certificate cannot be verified with %s (%s). Make it anew: postern init"
                            .formatted(pem, unusable.getMessage()));
        }
    }

    @Override
    public String toString() {
        return address.getHostString() + " port " + address.getPort();
    }
}
