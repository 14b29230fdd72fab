package dev.postern.core.upstream;

import dev.postern.core.login.LoginHandler;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.login.UpstreamOutcome;
import dev.postern.core.login.UpstreamReady;

import io.netty.channel.Channel;

/** How a {@link Dial} ended. */
public sealed interface Dialled {

    /**
     * Logged in. The channel belongs to whoever receives this; {@code login} waits to be replaced
     * in its pipeline.
     */
    record Connected(UpstreamReady ready, Channel channel, LoginHandler<UpstreamOutcome> login)
            implements Dialled {}

    record Failed(UpstreamFailure failure) implements Dialled {}
}
