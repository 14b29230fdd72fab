package dev.postern.core.upstream;

import dev.postern.core.login.UpstreamFailure;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;

import java.util.function.Consumer;

/** Opens connections, before a word was said on them. Thread-safe. */
@FunctionalInterface
public interface Opener {

    /**
     * Looks up the name and connects, through the destination's proxy if it has one. There is no
     * deadline here: the caller has one for more than this, and cancels.
     *
     * @param loop everything happens on it, this call included
     * @param result told once, on {@code loop}, unless the attempt is cancelled
     */
    Attempt open(Destination destination, EventLoop loop, Consumer<Opened> result);

    /** Something that can be given up. */
    @FunctionalInterface
    interface Attempt {

        /** On the event loop; the result is not told any more, and nothing stays open. */
        void cancel();
    }

    /** How an attempt ended. */
    sealed interface Opened {

        /**
         * A connection that reads nothing yet, and without handlers.
         *
         * @param channel whoever receives this closes it
         * @param tls to be given host and port, so that it verifies the name
         */
        record Connected(Channel channel, SslContext tls) implements Opened {}

        record Failed(UpstreamFailure failure) implements Opened {}
    }
}
