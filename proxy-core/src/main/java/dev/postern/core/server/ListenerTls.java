package dev.postern.core.server;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLException;

/** The TLS side of listeners: 1.2 or newer, with one certificate. */
public final class ListenerTls {

    private ListenerTls() {}

    /**
     * A context for the life of a listener.
     *
     * @param chain leaf first
     * @throws SSLException if the key does not fit the certificate or is of an unknown kind
     */
    public static SslContext context(
            SslProvider provider, PrivateKey key, List<X509Certificate> chain) throws SSLException {
        return SslContextBuilder.forServer(key, chain.toArray(X509Certificate[]::new))
                .sslProvider(provider)
                .protocols("TLSv1.2", "TLSv1.3")
                .build();
    }
}
