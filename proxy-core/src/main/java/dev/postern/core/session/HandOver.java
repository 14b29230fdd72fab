package dev.postern.core.session;

import dev.postern.core.deflate.DeflateCodec;
import dev.postern.core.gate.Gate;
import dev.postern.core.login.ClientDialogue;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.LoginHandler;
import dev.postern.core.login.Speech;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.relay.Relay;
import dev.postern.core.upstream.Dialled;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;

import java.util.Optional;

/** The end of both logins: the pumps take over, behind a gate where there is one. */
record HandOver(Relay relay, Optional<Gate> gate) {

    void from(
            ChannelPipeline client,
            LoginHandler<?> login,
            ClientDialogue dialogue,
            Dialled.Connected connected) {
        UpstreamReady ready = connected.ready();
        Speech welcome = dialogue.welcomed(gate.map(it -> it.shown(ready)).orElse(ready));
        switch (ready.coding()) {
            case PLAIN -> {
                overToClient(client, login, welcome);
                overToUpstream(connected);
            }
            case DEFLATED -> {
                // First, for the client's hand-over writes what it has pipelined. The codec brings
                // nothing before it is asked to, so no reply overtakes the welcome.
                overToUpstreamDeflated(connected);
                overToClient(client, login, welcome);
            }
        }
        relay.start();
    }

    private void overToClient(ChannelPipeline client, LoginHandler<?> login, Speech welcome) {
        login.handOver(welcome, first(client, gate.map(Gate::clientSide), relay.clientPump()));
    }

    private void overToUpstream(Dialled.Connected connected) {
        connected
                .login()
                .handOver(
                        Speech.NOTHING,
                        first(
                                connected.channel().pipeline(),
                                gate.map(Gate::upstreamSide),
                                relay.upstreamPump()));
    }

    private void overToUpstreamDeflated(Dialled.Connected connected) {
        connected
                .login()
                .handOver(
                        Speech.NOTHING,
                        new DeflateCodec(() -> relay.finish(CloseReason.UPSTREAM_DAMAGED)));
        ChannelPipeline upstream = connected.channel().pipeline();
        gate.ifPresent(it -> upstream.addLast(it.upstreamSide()));
        upstream.addLast(relay.upstreamPump());
    }

    /** What takes the login's place; with a gate, the pump stands behind it already. */
    private static ChannelHandler first(
            ChannelPipeline pipeline, Optional<ChannelHandler> gate, ChannelHandler pump) {
        gate.ifPresent(ignored -> pipeline.addLast(pump));
        return gate.orElse(pump);
    }
}
