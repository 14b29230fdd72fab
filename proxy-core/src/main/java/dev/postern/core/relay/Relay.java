package dev.postern.core.relay;

import dev.postern.core.login.CloseReason;
import dev.postern.core.net.LingeringClose;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Two pumps, and how they end. Everything happens on the event loop that both channels share.
 *
 * <pre>
 *   Flowing --client FIN--> ClientDone --30 s or upstream's end--> Draining --> Over
 *      |                                                             ^
 *      +---- either side closed, TLS close_notify, upstream FIN -----+
 *      +---- nothing moved for the idle time, end() ---------------------------> Over
 *      +---- endWhenQuiet() --> Leaving, which ends like Flowing, or in a pause
 * </pre>
 *
 * <p>Draining: the side that is still there gets what had been read for it, for as long as it goes
 * on taking octets. A client is then sent our FIN and {@link LingeringClose given time to read}.
 */
public final class Relay {

    /**
     * After the client's FIN replies are still relayed for so long: QUIT and LOGOUT are answered in
     * a round trip, a search in seconds.
     */
    static final Duration AFTER_CLIENT_FIN = Duration.ofSeconds(30);

    /** A side that takes no octet for so long while it is being drained has gone. */
    static final Duration DRAIN_STALL = Duration.ofSeconds(30);

    /** Nobody who is amid something is silent for so long; it is what a stop takes at least. */
    static final Duration QUIET = Duration.ofSeconds(2);

    /** For an answer that a client waits for: a stop waits for it no longer than it must. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private enum Phase {
        FLOWING,
        /** Flows on until it is quiet. */
        LEAVING,
        CLIENT_DONE,
        DRAINING,
        OVER
    }

    /** Told once, on the event loop, when both channels are closed or closing. */
    @FunctionalInterface
    public interface Owner {
        void ended(CloseReason reason);
    }

    private final Channel client;
    private final Channel upstream;
    private final Pump fromClient;
    private final Pump fromUpstream;
    private final long idleNanos;
    private final Owner owner;

    private Phase phase = Phase.FLOWING;
    private long lastMoved = System.nanoTime();

    /** The provider has just answered the login. */
    private Side lastFrom = Side.UPSTREAM;

    private Owner lastWords = reason -> {};
    private @Nullable Future<?> deadline;

    /** Both channels are on one event loop and have {@code autoRead} off. */
    public Relay(Channel client, Channel upstream, Duration idle, Owner owner) {
        this.client = client;
        this.upstream = upstream;
        this.idleNanos = idle.toNanos();
        this.owner = owner;
        this.fromClient = new Pump(this, Side.CLIENT, upstream);
        this.fromUpstream = new Pump(this, Side.UPSTREAM, client);
    }

    /** The handler for the client's pipeline. */
    public ChannelHandler clientPump() {
        return fromClient;
    }

    /** The handler for the upstream's pipeline. */
    public ChannelHandler upstreamPump() {
        return fromUpstream;
    }

    /** To be called once both pumps are in place. */
    public void start() {
        start(reason -> {});
    }

    /** The same, where somebody has last words to say at an early end, and then {@link #finish}. */
    public void start(Owner sayingThem) {
        lastWords = sayingThem;
        if (phase == Phase.FLOWING) {
            schedule(idleNanos, this::checkIdle);
        } // else an end was inherited from the login, and its deadline runs already
        read(Side.CLIENT);
        read(Side.UPSTREAM);
        if (!client.isActive()) {
            closed(Side.CLIENT);
        } else if (!upstream.isActive()) {
            closed(Side.UPSTREAM);
        }
    }

    /** Ends both sides now, without draining. */
    public void end(CloseReason reason) {
        if (phase != Phase.OVER) {
            phase = Phase.OVER;
            cancelDeadline();
            client.close();
            upstream.close();
            owner.ended(reason);
        }
    }

    /** Ends both sides now, once the last words are said if there are any; again: without them. */
    public void dismiss(CloseReason reason) {
        Phase before = phase;
        lastWords.ended(reason);
        if (phase == before) {
            end(reason);
        }
    }

    /**
     * Ends both sides, after what was written to them: for who has said the last words to each
     * itself.
     */
    public void finish(CloseReason reason) {
        upstream.writeAndFlush(Unpooled.EMPTY_BUFFER);
        drain(Side.CLIENT, reason);
    }

    public long octetsFromClient() {
        return fromClient.octets();
    }

    public long octetsFromUpstream() {
        return fromUpstream.octets();
    }

    void moved(Side from) {
        lastMoved = System.nanoTime();
        lastFrom = from;
    }

    /**
     * Ends both sides in a pause: when nothing has moved for {@link #QUIET}, and it was the
     * provider who spoke last, so that nobody waits for an answer and no message is half sent.
     */
    public void endWhenQuiet(CloseReason reason) {
        if (phase == Phase.FLOWING) {
            phase = Phase.LEAVING;
            endIfQuiet(reason);
        } // else it is ending already
    }

    private void endIfQuiet(CloseReason reason) {
        long left = QUIET.toNanos() - (System.nanoTime() - lastMoved);
        if (left <= 0 && lastFrom == Side.UPSTREAM) {
            finish(reason);
        } else {
            schedule(Math.max(left, BETWEEN_LOOKS.toNanos()), () -> endIfQuiet(reason));
        }
    }

    /** Reads one more buffer, unless that side has nothing more to be relayed. */
    void read(Side side) {
        boolean open =
                switch (phase) {
                    case FLOWING, LEAVING -> true;
                    case CLIENT_DONE -> side == Side.UPSTREAM;
                    case DRAINING, OVER -> false;
                };
        if (open) {
            channel(side).read();
        }
    }

    /** FIN. The client's is not passed on: servers would drop what they were about to answer. */
    void inputEnded(Side side) {
        if (side == Side.UPSTREAM) {
            drain(Side.CLIENT, CloseReason.UPSTREAM_CLOSED);
        } else if (phase == Phase.FLOWING || phase == Phase.LEAVING) {
            phase = Phase.CLIENT_DONE;
            schedule(AFTER_CLIENT_FIN.toNanos(), () -> overdue(CloseReason.CLIENT_CLOSED));
        }
    }

    /** A side is gone, or has said in TLS that it will neither send nor read. */
    void closed(Side side) {
        drain(
                side.other(),
                side == Side.CLIENT ? CloseReason.CLIENT_CLOSED : CloseReason.UPSTREAM_CLOSED);
    }

    void failed(Throwable cause) {
        LOG.atError().setCause(cause).log("Relay failed by a defect");
        end(CloseReason.INTERNAL_ERROR);
    }

    private void drain(Side side, CloseReason reason) {
        if (phase == Phase.DRAINING || phase == Phase.OVER) {
            return;
        }
        phase = Phase.DRAINING;
        Channel rest = channel(side);
        rest.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> drained(side, reason));
        checkDrained(rest, pending(rest));
    }

    private void drained(Side side, CloseReason reason) {
        if (phase == Phase.DRAINING) {
            phase = Phase.OVER;
            cancelDeadline();
            switch (side) {
                case CLIENT -> LingeringClose.of(client);
                // Reading on what a vanished client has asked for would take as long as that does.
                case UPSTREAM -> client.close();
            }
            upstream.close();
            owner.ended(reason);
        }
    }

    private void checkDrained(Channel rest, long pendingBefore) {
        schedule(
                DRAIN_STALL.toNanos(),
                () -> {
                    long pendingNow = pending(rest);
                    if (pendingNow == pendingBefore) {
                        end(CloseReason.DRAIN_DEADLINE);
                    } else {
                        checkDrained(rest, pendingNow);
                    }
                });
    }

    private static long pending(Channel channel) {
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        return outbound == null ? 0 : outbound.totalPendingWriteBytes();
    }

    private void checkIdle() {
        long left = idleNanos - (System.nanoTime() - lastMoved);
        if (left > 0) {
            schedule(left, this::checkIdle);
        } else {
            overdue(CloseReason.IDLE);
        }
    }

    private void overdue(CloseReason reason) {
        lastWords.ended(reason);
        if (phase == Phase.FLOWING) {
            end(reason);
        }
        drain(Side.CLIENT, reason); // unless it ends already
    }

    /** There is one deadline at a time: each phase has its own. */
    private void schedule(long nanos, Runnable what) {
        cancelDeadline();
        if (phase != Phase.OVER) {
            deadline = client.eventLoop().schedule(what, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private Channel channel(Side side) {
        return switch (side) {
            case CLIENT -> client;
            case UPSTREAM -> upstream;
        };
    }
}
