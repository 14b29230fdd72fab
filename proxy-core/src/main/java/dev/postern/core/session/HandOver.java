package dev.postern.core.session;

import dev.postern.core.gate.Gate;
import dev.postern.core.login.ClientDialogue;
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
        ChannelPipeline upstream = connected.channel().pipeline();
        login.handOver(welcome, first(client, gate.map(Gate::clientSide), relay.clientPump()));
        connected
                .login()
                .handOver(
                        Speech.NOTHING,
                        first(upstream, gate.map(Gate::upstreamSide), relay.upstreamPump()));
        relay.start();
    }

    /** What takes the login's place; with a gate, the pump stands behind it already. */
    private static ChannelHandler first(
            ChannelPipeline pipeline, Optional<ChannelHandler> gate, ChannelHandler pump) {
        gate.ifPresent(ignored -> pipeline.addLast(pump));
        return gate.orElse(pump);
    }
}
