package dev.postern.core.upstream;

import dev.postern.core.login.UpstreamFailure;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;

/** How an {@link Opening} ended. */
public sealed interface Opened {

    /**
     * Connected, without TLS so far. The channel belongs to whoever receives this, who adds
     * handlers to its end <em>before returning</em>: behind a proxy, what the server said first may
     * have come with the proxy's answer, and follows at once. {@code autoRead} is off, and input
     * may be shut down before output is.
     */
    record Connected(Channel channel, Destination destination, SslContext tls) implements Opened {

        /**
         * Starts TLS where it is added. It verifies the name in the certificate and resumes
         * sessions, since it is given host and port. Who waits for the handshake has a deadline for
         * all that it wants to do; Netty's own would end a slow handshake before, as a failure of
         * TLS.
         */
        public SslHandler tlsHandler() {
            SslHandler handler =
                    tls.newHandler(channel.alloc(), destination.host(), destination.port());
            handler.setHandshakeTimeoutMillis(0);
            return handler;
        }
    }

    record Failed(UpstreamFailure failure) implements Opened {}
}
