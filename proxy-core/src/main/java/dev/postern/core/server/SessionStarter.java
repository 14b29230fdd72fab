package dev.postern.core.server;

import dev.postern.core.login.ClientDialogue;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.login.TlsStarter;
import dev.postern.core.session.Frontend;
import dev.postern.core.session.Session;
import dev.postern.core.session.SessionServices;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;

import java.util.Optional;

/** Makes a session of each connection that a listener accepts. */
final class SessionStarter extends ChannelInitializer<Channel> {

    private final ListenerSecurity security;
    private final Frontend frontend;
    private final Optional<ListenerTls> tls;
    private final SessionServices services;

    SessionStarter(
            ListenerSecurity security,
            Frontend frontend,
            Optional<ListenerTls> tls,
            SessionServices services) {
        this.security = security;
        this.frontend = frontend;
        this.tls = tls;
        this.services = services;
    }

    @Override
    protected void initChannel(Channel client) {
        ClientDialogue dialogue = frontend.clientDialogue(security);
        if (security == ListenerSecurity.TLS) {
            client.pipeline().addLast(tls.orElseThrow().newHandler(client.alloc()));
        }
        Optional<TlsStarter> starttls =
                security.offersStartTls() ? tls.map(SessionStarter::starter) : Optional.empty();
        new Session(client, frontend, dialogue, starttls, services).start();
    }

    private static TlsStarter starter(ListenerTls tls) {
        return (ChannelHandlerContext ctx) -> tls.newHandler(ctx.alloc());
    }
}
