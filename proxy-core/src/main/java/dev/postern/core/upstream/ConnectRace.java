package dev.postern.core.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Connects to the first address that answers (RFC 8305): the next is tried when one fails, or when
 * {@link #HEAD_START} has passed without an answer. The losers are closed. Runs on one event loop;
 * the race itself has no deadline, its owner calls {@link #cancel()}.
 */
final class ConnectRace {

    /**
     * How long an address may be silent before the next is tried beside it: RFC 8305 8 recommends
     * 250 ms.
     */
    static final Duration HEAD_START = Duration.ofMillis(250);

    private final Function<InetAddress, ChannelFuture> connect;
    private final EventLoop loop;
    private final Deque<InetAddress> left;
    private final Consumer<Channel> connected;
    private final Consumer<String> failed;
    private final List<ChannelFuture> running = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private @Nullable Future<?> nextStart;
    private boolean over;

    /**
     * @param connect starts an attempt
     * @param connected told once, with an open channel, unless {@code failed} is told or the race
     *     is cancelled
     * @param failed told once, with what went wrong at each address
     */
    ConnectRace(
            Function<InetAddress, ChannelFuture> connect,
            EventLoop loop,
            List<InetAddress> addresses,
            Consumer<Channel> connected,
            Consumer<String> failed) {
        this.connect = connect;
        this.loop = loop;
        this.left = new ArrayDeque<>(addresses);
        this.connected = connected;
        this.failed = failed;
    }

    void start() {
        InetAddress address = left.poll();
        if (address == null) {
            return;
        }
        ChannelFuture attempt = connect.apply(address);
        running.add(attempt);
        attempt.addListener((ChannelFuture done) -> finished(done));
        if (!over && !left.isEmpty()) {
            nextStart = loop.schedule(this::start, HEAD_START.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void cancel() {
        over = true;
        cancelNextStart();
        List<ChannelFuture> losers = List.copyOf(running);
        running.clear();
        losers.forEach(ConnectRace::abandon); // which tells finished() of each, before it returns
    }

    private void finished(ChannelFuture attempt) {
        running.remove(attempt);
        if (over) {
            abandon(attempt);
        } else if (attempt.isSuccess()) {
            cancel();
            connected.accept(attempt.channel());
        } else {
            faults.add(String.valueOf(attempt.cause().getMessage()));
            cancelNextStart();
            if (!left.isEmpty()) {
                start();
            } else if (running.isEmpty()) {
                over = true;
                failed.accept(String.join("; ", faults));
            }
        }
    }

    private void cancelNextStart() {
        if (nextStart != null) {
            nextStart.cancel(false);
        }
    }

    private static void abandon(ChannelFuture attempt) {
        attempt.cancel(false);
        attempt.channel().close();
    }
}
