package dev.postern.core.server;

import dev.postern.core.tls.LeafCertificate;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;

import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLException;

/**
 * The TLS side of listeners: what they speak, and the certificate that they show, which can be
 * exchanged while they are open. Thread-safe. Whoever makes one closes it when no listener uses it
 * any more; connections that were accepted before may still begin TLS with it.
 */
public final class ListenerTls implements AutoCloseable {

    /**
     * Before TLS 1.2 there were only CBC suites; Netty's own list has none for our ECDSA
     * certificates. The last ones are for clients that know no elliptic curves, and a listener with
     * an RSA certificate of its own.
     */
    private static final List<String> SUITES_FROM_1_0 =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
                    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
                    "TLS_RSA_WITH_AES_128_CBC_SHA",
                    "TLS_RSA_WITH_AES_256_CBC_SHA");

    private final SslProvider provider;
    private final TlsVersions versions;
    private SslContext current;

    /** Connections that may still want to begin TLS. */
    private int borrowers;

    private boolean closed;

    /**
     * @throws SSLException if the key is of an unknown kind
     */
    public ListenerTls(SslProvider provider, TlsVersions versions, LeafCertificate certificate)
            throws SSLException {
        this.provider = provider;
        this.versions = versions;
        this.current = context(certificate);
    }

    /**
     * Shows another certificate to connections that begin TLS from now on; all others keep theirs.
     *
     * @throws SSLException if the key is of an unknown kind; the certificate before is shown on
     */
    public void show(LeafCertificate certificate) throws SSLException {
        SslContext next = context(certificate);
        SslContext before;
        synchronized (this) {
            before = current;
            current = next;
        }
        // Nobody can take it any more, and each handler that did has a reference of its own.
        ReferenceCountUtil.release(before);
    }

    /** Closing waits for {@code end}, that of a connection. */
    synchronized void lendUntil(Future<?> end) {
        borrowers++;
        end.addListener(ended -> giveBack());
    }

    private synchronized void giveBack() {
        borrowers--;
        releaseUnlessNeeded();
    }

    private void releaseUnlessNeeded() {
        if (closed && borrowers == 0) {
            ReferenceCountUtil.release(current);
        }
    }

    /** Under the lock a context cannot be released between finding it and taking a reference. */
    synchronized SslHandler newHandler(ByteBufAllocator allocator) {
        return current.newHandler(allocator);
    }

    private SslContext context(LeafCertificate certificate) throws SSLException {
        SslContextBuilder builder =
                SslContextBuilder.forServer(
                                certificate.key(),
                                certificate.chain().toArray(X509Certificate[]::new))
                        // Of the store in memory that Netty hands the key on in. PKCS #12, what it
                        // would be otherwise, encrypts with 10,000 rounds, 100 ms at each start.
                        .keyStoreType("JKS")
                        .trustManager(new NoClientCertificates())
                        .sslProvider(provider);
        return switch (versions) {
            case CURRENT -> builder.protocols("TLSv1.2", "TLSv1.3").build();
            case FROM_1_0 ->
                    builder.protocols("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")
                            .ciphers(SUITES_FROM_1_0, SupportedCipherSuiteFilter.INSTANCE)
                            .build();
        };
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            releaseUnlessNeeded();
        }
    }
}
