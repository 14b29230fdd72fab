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
         * sessions, since it is given host and port.
         */
        public SslHandler tlsHandler() {
            return tls.newHandler(channel.alloc(), destination.host(), destination.port());
        }
    }

    record Failed(UpstreamFailure failure) implements Opened {}
}
