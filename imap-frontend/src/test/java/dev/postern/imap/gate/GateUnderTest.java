package dev.postern.imap.gate;

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
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A gate between two channels without sockets, with the pumps that it has in a session. */
final class GateUnderTest implements GateOwner, AutoCloseable {

    private final EmbeddedChannel client = channel();
    private final EmbeddedChannel upstream = channel();
    private final Relay relay = new Relay(client, upstream, Duration.ofMinutes(30), reason -> {});
    private final Gate gate;
    private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();
    private final ByteArrayOutputStream toUpstream = new ByteArrayOutputStream();
    private final List<String> refusals = new ArrayList<>();
    private int clientReads;
    private Optional<CloseReason> ended = Optional.empty();

    GateUnderTest(ImapPolicy policy, List<String> offers) {
        AppPolicy all =
                new AppPolicy(
                        Set.of(Protocol.IMAP),
                        policy,
                        SmtpPolicy.UNRESTRICTED,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Rotation.USUAL);
        gate =
                new ImapFrontend()
                        .gate(
                                new App("app", "account", all),
                                new UpstreamReady(offers, List.of()),
                                this);
        client.pipeline().addLast(new ReadCounter());
        client.pipeline().addLast(gate.clientSide(), relay.clientPump());
        upstream.pipeline().addLast(gate.upstreamSide(), relay.upstreamPump());
        relay.start();
    }

    private static EmbeddedChannel channel() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAutoRead(false);
        return channel;
    }

    /** Counts what is asked of the client's socket. */
    private final class ReadCounter extends ChannelOutboundHandlerAdapter {
        @Override
        public void read(ChannelHandlerContext ctx) {
            clientReads++;
            ctx.read();
        }
    }

    /** How often the client's socket was read. */
    int clientReads() {
        return clientReads;
    }

    Gate gate() {
        return gate;
    }

    void fromClient(byte[] octets) {
        client.writeInbound(Unpooled.copiedBuffer(octets));
    }

    void fromUpstream(byte[] octets) {
        upstream.writeInbound(Unpooled.copiedBuffer(octets));
    }

    void upstreamCloses() {
        upstream.close();
    }

    /** RST, as a socket tells of it: what was wrong, and then the end. */
    void upstreamResets() {
        upstream.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        upstream.close();
    }

    void timePasses(Duration time) {
        client.advanceTimeBy(time.toSeconds(), TimeUnit.SECONDS);
        upstream.advanceTimeBy(time.toSeconds(), TimeUnit.SECONDS);
        upstream.runScheduledPendingTasks();
    }

    /** What has arrived at the client since this was asked last. */
    byte[] saidToClient() {
        return taken(client, toClient);
    }

    byte[] saidToUpstream() {
        return taken(upstream, toUpstream);
    }

    private static byte[] taken(EmbeddedChannel channel, ByteArrayOutputStream said) {
        channel.runPendingTasks();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            byte[] octets = new byte[next.readableBytes()];
            next.readBytes(octets);
            next.release();
            said.writeBytes(octets);
        }
        byte[] all = said.toByteArray();
        said.reset();
        return all;
    }

    List<String> refusals() {
        return refusals;
    }

    Optional<CloseReason> ended() {
        return ended;
    }

    @Override
    public void refused(String command, String why) {
        refusals.add(command);
    }

    @Override
    public void end(CloseReason reason) {
        ended = Optional.of(reason);
        relay.finish(reason);
    }

    @Override
    public void close() {
        client.finishAndReleaseAll();
        upstream.finishAndReleaseAll();
    }
}
