package dev.postern.benchmarks.micro;

import dev.postern.core.gate.Gate;
import dev.postern.core.gate.GateOwner;
import dev.postern.core.login.CloseReason;

import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;

import java.util.function.Function;

/** A gate between two channels without sockets. Refusals are a mistake of the benchmark. */
final class GateChannels implements GateOwner {

    private final EmbeddedChannel client;
    private final EmbeddedChannel upstream;

    GateChannels(Function<GateOwner, Gate> gate) {
        Gate made = gate.apply(this);
        client = channel(made.clientSide());
        upstream = channel(made.upstreamSide());
    }

    private static EmbeddedChannel channel(ChannelHandler handler) {
        EmbeddedChannel channel = new EmbeddedChannel(handler);
        channel.config().setAutoRead(false);
        return channel;
    }

    /** A command of the client's and what the provider answers to it. */
    int exchange(byte[] command, byte[] answer) {
        client.writeInbound(Octets.line(client, command));
        int passed = Octets.drain(client);
        upstream.writeInbound(Octets.line(upstream, answer));
        passed += Octets.drain(upstream) + Octets.drain(client);
        if (passed < 2) {
            throw new IllegalStateException("the gate has passed on only " + passed + " of 2");
        }
        return passed;
    }

    @Override
    public void refused(String command, String why) {
        throw new IllegalStateException(command + " was refused: " + why);
    }

    @Override
    public void end(CloseReason reason) {
        throw new IllegalStateException("the gate has ended the session: " + reason);
    }

    void close() {
        client.finishAndReleaseAll();
        upstream.finishAndReleaseAll();
    }
}
