package dev.postern.core.spare;

import dev.postern.core.credential.CredentialOutcome;
import dev.postern.core.login.Speech;
import dev.postern.core.net.LingeringClose;
import dev.postern.core.secret.Secret;
import dev.postern.core.upstream.Dialled;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One connection that is logged in and waits. Whoever takes it from its {@link Shelf} ends its
 * waiting, with {@link #moveTo} or {@link #discard}, from any thread; all else happens on its event
 * loop.
 */
final class Spare {

    private final Dialled.Connected connected;
    private final Secret secret;
    private final Speech farewell;
    private final Watch watch;
    private final long since = System.nanoTime();
    private @Nullable Future<?> end;

    /**
     * @param secret that it was logged in with; its own from now on
     * @param spoilt told once, on the event loop, when the provider has ended it
     */
    Spare(Dialled.Connected connected, Secret secret, Speech farewell, Consumer<Discarded> spoilt) {
        this.connected = connected;
        this.secret = secret;
        this.farewell = farewell;
        this.watch = new Watch(spoilt);
    }

    /** On the event loop of its login, before anything more is read. */
    void wait(Duration life, Runnable expired) {
        ChannelPipeline pipeline = channel().pipeline();
        pipeline.addBefore(pipeline.context(connected.login()).name(), null, watch);
        end = channel().eventLoop().schedule(expired, life.toMillis(), TimeUnit.MILLISECONDS);
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** Whether it was opened with what would be used now. */
    synchronized boolean isOf(CredentialOutcome outcome) {
        return outcome instanceof CredentialOutcome.Available available
                && !secret.isEmpty()
                && secret.equals(available.secret());
    }

    /**
     * Goes to the event loop of a client.
     *
     * @param given told there, later, with the connection
     * @param lost told there instead if it is none any more
     */
    void moveTo(EventLoop loop, Consumer<Dialled.Connected> given, Consumer<Discarded> lost) {
        stopWaiting();
        Channel channel = channel();
        channel.eventLoop()
                .execute(() -> {
                    if (channel.eventLoop().equals(loop)) {
                        loop.execute(() -> give(given, lost));
                    } else {
                        channel.deregister()
                                .addListener(gone ->
                                        loop.register(channel)
                                                .addListener(there ->
                                                        loop.execute(() -> give(given, lost))));
                    }
                });
    }

    private void give(Consumer<Dialled.Connected> given, Consumer<Discarded> lost) {
        if (watch.spoilt().isPresent() || !channel().isActive() || !channel().isRegistered()) {
            channel().close();
            lost.accept(watch.spoilt().orElse(Discarded.CLOSED));
        } else {
            channel().pipeline().remove(watch);
            given.accept(connected.asSpare());
        }
    }

    /** Closes it, with a word of farewell where there is somebody to hear it. */
    void discard(Discarded why) {
        stopWaiting();
        switch (why) {
            case CLOSED -> channel().close();
            case EXPIRED, UNSOLICITED, CHANGED, LIMIT, LEFT, SHUTDOWN -> leave(channel());
        }
    }

    private void leave(Channel channel) {
        channel.eventLoop()
                .execute(() -> {
                    if (channel.isActive()) {
                        channel.pipeline().remove(watch);
                        connected.login().handOver(lastWords(), new ChannelInboundHandlerAdapter());
                        LingeringClose.of(channel);
                    }
                });
    }

    /** Nobody inflates or deflates here: that begins with the relay. */
    private Speech lastWords() {
        return switch (connected.ready().coding()) {
            case PLAIN -> farewell;
            case DEFLATED -> Speech.NOTHING;
        };
    }

    private void stopWaiting() {
        if (end != null) {
            end.cancel(false);
        }
        synchronized (this) {
            secret.wipe();
        }
    }

    private Channel channel() {
        return connected.channel();
    }
}
