package dev.postern.core.session;

import dev.postern.core.deflate.DeflateCodec;
import dev.postern.core.gate.Gate;
import dev.postern.core.login.ClientDialogue;
import dev.postern.core.login.LoginHandler;
import dev.postern.core.login.Speech;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.upstream.Dialled;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;

import java.util.Optional;

/** The end of both logins: the pumps take over, behind a gate where there is one. */
record HandOver(Traffic traffic, Optional<Gate> gate) {

    void from(
            ChannelPipeline client,
            LoginHandler<?> login,
            ClientDialogue dialogue,
            Dialled.Connected connected) {
        UpstreamReady ready = connected.ready();
        Speech welcome = dialogue.welcomed(gate.map(it -> it.shown(ready)).orElse(ready));
        // A compressed upstream first, for the client's hand-over writes what it has pipelined. The
        // codec brings nothing before it is asked to, so no reply overtakes the welcome.
        traffic.codec().ifPresent(codec -> overToUpstream(codec, connected));
        login.handOver(
                welcome, first(client, gate.map(Gate::clientSide), traffic.relay().clientPump()));
        if (traffic.codec().isEmpty()) {
            overToUpstream(connected);
        }
        traffic.relay().start(reason -> gate.ifPresent(it -> it.end(reason)));
    }

    private void overToUpstream(Dialled.Connected connected) {
        connected
                .login()
                .handOver(
                        Speech.NOTHING,
                        first(
                                connected.channel().pipeline(),
                                gate.map(Gate::upstreamSide),
                                traffic.relay().upstreamPump()));
    }

    private void overToUpstream(DeflateCodec codec, Dialled.Connected connected) {
        connected.login().handOver(Speech.NOTHING, codec);
        ChannelPipeline upstream = connected.channel().pipeline();
        gate.ifPresent(it -> upstream.addLast(it.upstreamSide()));
        upstream.addLast(traffic.relay().upstreamPump());
    }

    /** What takes the login's place; with a gate, the pump stands behind it already. */
    private static ChannelHandler first(
            ChannelPipeline pipeline, Optional<ChannelHandler> gate, ChannelHandler pump) {
        gate.ifPresent(ignored -> pipeline.addLast(pump));
        return gate.orElse(pump);
    }
}
