package dev.postern.imap.proof;

import dev.postern.core.access.App;
import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.Rotation;
import dev.postern.core.access.SmtpPolicy;
import dev.postern.core.account.Protocol;
import dev.postern.core.gate.Gate;
import dev.postern.core.gate.GateOwner;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.relay.Relay;
import dev.postern.imap.ImapFrontend;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A gate at work between two channels without sockets, with the product's own pumps behind it. A
 * side takes octets only when the pump has asked for them and the gate has let the question pass.
 */
final class Bench implements AutoCloseable {

    private static final Duration FAR_OFF = Duration.ofHours(1);

    /** Counts what is not given back. */
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

    private final Side client = new Side();
    private final Side upstream = new Side();
    private final Gate gate;
    private @Nullable CloseReason ended;
    private @Nullable CloseReason endedByGate;

    /** One of the two channels. */
    private final class Side {
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private boolean asks;
        private @Nullable Throwable thrown;

        private Side() {
            channel.config().setAutoRead(false).setAllocator(allocator);
        }

        private void put(ChannelHandler gate, ChannelHandler pump) {
            channel.pipeline().addLast(new Questions(this), gate, new Witness(this), pump);
        }

        private boolean wants() {
            return asks && channel.isActive();
        }

        private void take(byte[] octets) {
            asks = false;
            channel.writeInbound(allocator.buffer(octets.length).writeBytes(octets));
        }

        private byte[] said() {
            channel.runPendingTasks();
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            for (ByteBuf buffer = channel.readOutbound();
                    buffer != null;
                    buffer = channel.readOutbound()) {
                try {
                    buffer.readBytes(octets, buffer.readableBytes());
                } catch (IOException impossible) {
                    throw new UncheckedIOException(impossible);
                } finally {
                    buffer.release();
                }
            }
            return octets.toByteArray();
        }
    }

    /** Hears the reads that reach the socket. */
    private static final class Questions extends ChannelOutboundHandlerAdapter {
        private final Side side;

        private Questions(Side side) {
            this.side = side;
        }

        @Override
        public void read(ChannelHandlerContext ctx) {
            side.asks = true;
        }
    }

    /** Between gate and pump: keeps what the gate has thrown, which the pump would only log. */
    private static final class Witness extends ChannelInboundHandlerAdapter {
        private final Side side;

        private Witness(Side side) {
            this.side = side;
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            side.thrown = cause;
            ctx.fireExceptionCaught(cause);
        }
    }

    Bench(ImapPolicy policy, List<String> offers) {
        App app =
                new App(
                        "proof",
                        "ann",
                        new AppPolicy(
                                Set.of(Protocol.IMAP),
                                policy,
                                SmtpPolicy.UNRESTRICTED,
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Rotation.USUAL));
        Relay relay =
                new Relay(client.channel, upstream.channel, FAR_OFF, reason -> ended = reason);
        gate =
                new ImapFrontend()
                        .gate(
                                app,
                                new UpstreamReady(offers, List.of()),
                                new GateOwner() {
                                    @Override
                                    public void refused(String command, String why) {}

                                    @Override
                                    public void end(CloseReason reason) {
                                        endedByGate = reason;
                                        relay.finish(reason);
                                    }
                                });
        client.put(gate.clientSide(), relay.clientPump());
        upstream.put(gate.upstreamSide(), relay.upstreamPump());
        relay.start();
    }

    /** Whether the client's next octets would be read. */
    boolean asksClient() {
        return client.wants();
    }

    boolean asksServer() {
        return upstream.wants();
    }

    void fromClient(byte[] octets) {
        client.take(octets);
        check();
    }

    void fromServer(byte[] octets) {
        upstream.take(octets);
        check();
    }

    byte[] toClient() {
        return client.said();
    }

    byte[] toServer() {
        return upstream.said();
    }

    /** The server hangs up. */
    void serverCloses() {
        upstream.channel.close();
        upstream.channel.runPendingTasks();
        client.channel.runPendingTasks();
        check();
    }

    Gate gate() {
        return gate;
    }

    Optional<CloseReason> ended() {
        return Optional.ofNullable(ended);
    }

    /** Ended by the gate's own wish. */
    Optional<CloseReason> endedByGate() {
        return Optional.ofNullable(endedByGate);
    }

    private void check() {
        for (Side side : List.of(client, upstream)) {
            if (side.thrown != null) {
                throw new AssertionError("The gate threw", side.thrown);
            }
            side.channel.checkException();
        }
        if (ended == CloseReason.INTERNAL_ERROR) {
            throw new AssertionError("ended by a defect");
        }
    }

    /** Ends both sides and counts what was not given back. */
    @Override
    public void close() {
        for (Side side : List.of(client, upstream)) {
            side.channel.close();
            side.channel.runPendingTasks();
        }
        check();
        client.said();
        upstream.said();
        client.channel.finishAndReleaseAll();
        upstream.channel.finishAndReleaseAll();
        long held = allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
        if (held != 0) {
            throw new AssertionError(held + " octets of buffers were never released");
        }
    }
}
