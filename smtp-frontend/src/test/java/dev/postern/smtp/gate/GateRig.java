package dev.postern.smtp.gate;

import dev.postern.core.access.App;
import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.Rotation;
import dev.postern.core.access.SendingQuota;
import dev.postern.core.access.SmtpPolicy;
import dev.postern.core.account.Protocol;
import dev.postern.core.gate.GateOwner;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.relay.Relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A gate between two channels, with the real relay behind it. */
final class GateRig implements GateOwner, AutoCloseable {

    static final List<String> OFFERS =
            List.of("PIPELINING", "SIZE 1000000", "8BITMIME", "SMTPUTF8", "CHUNKING", "DSN");

    /** Buffers whose leaks nobody looks for, for runs of what has run with others already. */
    static final ByteBufAllocator UNTRACKED = new UnpooledByteBufAllocator(false, true);

    private final EmbeddedChannel client = new EmbeddedChannel();
    private final EmbeddedChannel provider = new EmbeddedChannel();
    private final ByteArrayOutputStream clientHeard = new ByteArrayOutputStream();
    private final ByteArrayOutputStream providerHeard = new ByteArrayOutputStream();
    private final List<String> refused = new ArrayList<>();
    private final SmtpGate gate;
    private final Relay relay;
    private Optional<CloseReason> ended = Optional.empty();

    GateRig(SmtpPolicy policy, List<String> offers, SendingQuota quota) {
        this(policy, offers, quota, ByteBufAllocator.DEFAULT);
    }

    GateRig(SmtpPolicy policy, List<String> offers, SendingQuota quota, ByteBufAllocator buffers) {
        client.config().setAllocator(buffers);
        provider.config().setAllocator(buffers);
        client.config().setAutoRead(false);
        provider.config().setAutoRead(false);
        relay = new Relay(client, provider, Duration.ofMinutes(5), reason -> {});
        gate =
                new SmtpGate(
                        app(policy), new UpstreamReady(offers, List.of()), this, quota, "[bridge]");
        client.pipeline().addLast(gate.clientSide(), relay.clientPump());
        provider.pipeline().addLast(gate.upstreamSide(), relay.upstreamPump());
        relay.start();
    }

    static App app(SmtpPolicy policy) {
        return new App(
                "printer",
                "work",
                new AppPolicy(
                        Set.of(Protocol.SMTP),
                        ImapPolicy.UNRESTRICTED,
                        policy,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Rotation.USUAL));
    }

    void clientSends(byte[] octets) {
        arrive(client, octets);
    }

    void providerSends(byte[] octets) {
        arrive(provider, octets);
    }

    private void arrive(EmbeddedChannel at, byte[] octets) {
        if (at.isOpen()) {
            at.writeInbound(at.alloc().buffer().writeBytes(octets));
        }
        collect();
    }

    void clientFinishes() {
        client.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        collect();
    }

    void clientVanishes() {
        client.close();
        collect();
    }

    void providerVanishes() {
        provider.close();
        collect();
    }

    void leave() {
        gate.leave();
        collect();
    }

    void endNow(CloseReason reason) {
        gate.end(reason);
        collect();
    }

    private void collect() {
        collect(client, clientHeard);
        collect(provider, providerHeard);
    }

    private static void collect(EmbeddedChannel channel, ByteArrayOutputStream heard) {
        channel.runPendingTasks();
        if (channel.isOpen()) {
            channel.flushOutbound();
        }
        channel.checkException();
        for (ByteBuf octets = channel.readOutbound();
                octets != null;
                octets = channel.readOutbound()) {
            heard.writeBytes(ByteBufUtil.getBytes(octets));
            octets.release();
        }
    }

    /** What the client has heard since the last call. */
    byte[] clientHeard() {
        return taken(clientHeard);
    }

    /** What the provider has heard since the last call. */
    byte[] providerHeard() {
        return taken(providerHeard);
    }

    private static byte[] taken(ByteArrayOutputStream heard) {
        byte[] octets = heard.toByteArray();
        heard.reset();
        return octets;
    }

    boolean providerConnected() {
        return provider.isOpen();
    }

    boolean clientConnected() {
        return client.isOpen();
    }

    Optional<CloseReason> reason() {
        return ended;
    }

    /** Commands that the policy has refused, since the last call. */
    List<String> refusals() {
        List<String> taken = List.copyOf(refused);
        refused.clear();
        return taken;
    }

    /** Octets that the relay has counted: from the client, and from the provider. */
    List<Long> relayed() {
        return List.of(relay.octetsFromClient(), relay.octetsFromUpstream());
    }

    SmtpGate gate() {
        return gate;
    }

    @Override
    public void refused(String command, String why) {
        refused.add(command);
    }

    @Override
    public void end(CloseReason reason) {
        if (ended.isPresent()) {
            throw new AssertionError("ended twice, by " + ended + " and " + reason);
        }
        ended = Optional.of(reason);
        relay.finish(reason);
    }

    @Override
    public void close() {
        relay.end(CloseReason.SHUTDOWN);
        client.finishAndReleaseAll();
        provider.finishAndReleaseAll();
    }
}
