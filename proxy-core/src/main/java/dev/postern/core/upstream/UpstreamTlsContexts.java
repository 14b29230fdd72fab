package dev.postern.core.upstream;

import dev.postern.core.account.Trust;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * One client TLS context per {@link Trust}, for the life of the process: that is what makes session
 * resumption work. TLS 1.2 or newer; chain and host name are verified (Netty's default for a
 * handler that is given host and port), or the one pinned certificate is.
 *
 * <p>Thread-safe. Making a context reads files, so {@link #of} is called off the event loop.
 */
final class UpstreamTlsContexts implements AutoCloseable {

    private final SslProvider provider;
    private final Map<Trust, SslContext> contexts = new HashMap<>();
    private boolean closed;

    UpstreamTlsContexts(SslProvider provider) {
        this.provider = provider;
    }

    /**
     * @throws IOException if the extra authority's file cannot be read
     * @throws GeneralSecurityException if it holds no certificate, or TLS cannot be set up
     */
    synchronized SslContext of(Trust trust) throws IOException, GeneralSecurityException {
        if (closed) {
            throw new IOException("the bridge is shutting down");
        }
        SslContext context = contexts.get(trust);
        if (context == null) {
            context =
                    SslContextBuilder.forClient()
                            .sslProvider(provider)
                            .protocols("TLSv1.2", "TLSv1.3")
                            .trustManager(trustManager(trust))
                            .build();
            contexts.put(trust, context);
        }
        return context;
    }

    private static TrustManager trustManager(Trust trust)
            throws IOException, GeneralSecurityException {
        return switch (trust) {
            case Trust.RuntimeAuthorities ignored -> authorities(null);
            case Trust.ExtraAuthority extra -> authorities(withExtra(extra.pemFile()));
            case Trust.Pinned pinned -> new PinnedTrustManager(pinned.sha256());
        };
    }

    private static X509TrustManager authorities(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("the Java runtime has no X.509 trust manager");
    }

    private static KeyStore withExtra(Path pemFile) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int index = 0;
        for (X509Certificate root : authorities(null).getAcceptedIssuers()) {
            store.setCertificateEntry("runtime-" + index++, root);
        }
        Collection<? extends Certificate> extra;
        try (InputStream in = Files.newInputStream(pemFile)) {
            extra = CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
        if (extra.isEmpty()) {
            throw new GeneralSecurityException(pemFile + " holds no certificate in PEM form");
        }
        for (Certificate certificate : extra) {
            store.setCertificateEntry("extra-" + index++, certificate);
        }
        return store;
    }

    /** Releases what native contexts hold; nothing is dialled any more. */
    @Override
    public synchronized void close() {
        closed = true;
        contexts.values().forEach(ReferenceCountUtil::release);
        contexts.clear();
    }
}
