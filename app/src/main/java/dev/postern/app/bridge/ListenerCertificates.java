package dev.postern.app.bridge;

import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.server.BridgeServer;
import dev.postern.core.server.ListenerSpec;
import dev.postern.core.server.ListenerSpec.CertificateFiles;
import dev.postern.core.server.ListenerTls;
import dev.postern.core.server.TlsVersions;
import dev.postern.core.tls.LeafCertificate;

import io.netty.handler.ssl.SslProvider;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import javax.net.ssl.SSLException;

/**
 * Gives listeners their TLS: each its own certificate, or all one of the local authority. To be
 * closed after the server that uses it. Thread-safe: listeners change while certificates are
 * refreshed.
 */
final class ListenerCertificates implements AutoCloseable {

    /** Listeners that agree in both share one. */
    private record Own(CertificateFiles files, TlsVersions versions) {}

    private final SslProvider provider;
    private final Function<Instant, LeafCertificate> authority;
    private final Clock clock;
    private Map<Own, FileCertificate> own = new HashMap<>();

    /** Kept for listeners to come, once there is one. */
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

    /** Certificates for listeners of which it is not yet sure that there will be any. */
    final class Prepared implements AutoCloseable {
        private final Map<Own, FileCertificate> certificates = new HashMap<>();
        private final List<BridgeServer.Listener> listeners = new ArrayList<>();

        List<BridgeServer.Listener> listeners() {
            return listeners;
        }

        /** There are now; those that only others have used are closed. */
        void take() {
            synchronized (ListenerCertificates.this) {
                Map<Own, FileCertificate> before = own;
                own = Map.copyOf(certificates);
                closeUnless(own, before);
            }
        }

        /** Closes what was read for it, unless it was taken. */
        @Override
        public void close() {
            synchronized (ListenerCertificates.this) {
                closeUnless(own, certificates);
            }
        }
    }

    /**
     * @throws BridgeException if a certificate can't be used; then nothing has changed
     */
    synchronized Prepared prepare(List<ListenerSpec> specs) throws BridgeException {
        Prepared prepared = new Prepared();
        try {
            for (ListenerSpec spec : specs) {
                prepared.listeners.add(
                        new BridgeServer.Listener(
                                spec,
                                spec.security() == ListenerSecurity.NONE
                                        ? Optional.empty()
                                        : Optional.of(tls(spec, prepared.certificates))));
            }
            return prepared;
        } catch (BridgeException | RuntimeException failed) {
            prepared.close();
            throw failed;
        }
    }

    private static void closeUnless(
            Map<Own, FileCertificate> used, Map<Own, FileCertificate> closing) {
        closing.values().stream()
                .filter(certificate -> !used.containsValue(certificate))
                .forEach(FileCertificate::close);
    }

    /** Renews what is due and reads again what has changed; called from time to time. */
    synchronized void refresh() {
        own.values().forEach(ShownCertificate::refresh);
        local.ifPresent(ShownCertificate::refresh);
    }

    private ListenerTls tls(ListenerSpec spec, Map<Own, FileCertificate> certificates)
            throws BridgeException {
        if (spec.versions() == TlsVersions.FROM_1_0 && provider == SslProvider.JDK) {
            throw new BridgeException(
                    "The listener on port %d has `legacy_tls = true`, but Java's own TLS, which is all that there is for this kind of machine, refuses TLS 1.0. Take the key away."
                            .formatted(spec.port()));
        }
        return spec.certificate().isPresent()
                ? ofFiles(new Own(spec.certificate().get(), spec.versions()), certificates)
                : ofLocalAuthority(spec.versions());
    }

    private ListenerTls ofFiles(Own wanted, Map<Own, FileCertificate> certificates)
            throws BridgeException {
        try {
            FileCertificate certificate = certificates.getOrDefault(wanted, own.get(wanted));
            if (certificate == null) {
                certificate = new FileCertificate(provider, wanted.versions(), wanted.files());
            } else {
                certificate.refreshNow();
            }
            certificates.put(wanted, certificate);
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

    @Override
    public synchronized void close() {
        own.values().forEach(FileCertificate::close);
        local.ifPresent(LocalCertificate::close);
    }
}
