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
    record Connected(
            UpstreamReady ready,
            Channel channel,
            LoginHandler<UpstreamOutcome> login,
            Origin origin)
            implements Dialled {

        /** One that was dialled for who asks. */
        public Connected(
                UpstreamReady ready, Channel channel, LoginHandler<UpstreamOutcome> login) {
            this(ready, channel, login, Origin.DIALLED);
        }

        /** The same, which was logged in before anybody asked. */
        public Connected asSpare() {
            return new Connected(ready, channel, login, Origin.SPARE);
        }
    }

    /** Whether somebody had to wait for the provider. */
    enum Origin {
        DIALLED,
        SPARE
    }

    record Failed(UpstreamFailure failure) implements Dialled {}
}
