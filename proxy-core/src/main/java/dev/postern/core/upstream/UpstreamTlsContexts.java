package dev.postern.core.upstream;

import dev.postern.core.account.Trust;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;

/**
 * One client TLS context per {@link Trust}, for the life of the process: that is what makes session
 * resumption work. TLS 1.2 or newer; chain and host name are verified (Netty's default for a
 * handler that is given host and port), or the one pinned certificate is.
 *
 * <p>Thread-safe. Making a context reads files, so {@link #of} is called off the event loop.
 */
final class UpstreamTlsContexts implements AutoCloseable {

    /**
     * Sessions to be resumed, of all servers that this trust is for. A server gives two at each
     * login, and each is resumed once at most; without a bound Netty keeps the last 20,480, of 1
     * KiB and more.
     */
    private static final int SESSIONS_KEPT = 256;

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
                            .trustManager(UpstreamTrust.of(trust))
                            .sessionCacheSize(SESSIONS_KEPT)
                            .enableOcsp(asksForStaples())
                            .build();
            contexts.put(trust, context);
        }
        return context;
    }

    /** The Java runtime's TLS does so by itself; see {@link Staples}. */
    private boolean asksForStaples() {
        return provider != SslProvider.JDK && OpenSsl.isOcspSupported();
    }

    /** Releases what native contexts hold; nothing is dialled any more. */
    @Override
    public synchronized void close() {
        closed = true;
        contexts.values().forEach(ReferenceCountUtil::release);
        contexts.clear();
    }
}
