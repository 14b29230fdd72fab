package dev.postern.core.server;

import dev.postern.core.access.DeviceAuthenticator;
import dev.postern.core.access.Source;
import dev.postern.core.access.Verdict;
import dev.postern.core.login.ClientDialogue;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.login.TlsStarter;
import dev.postern.core.session.Frontend;
import dev.postern.core.session.Session;
import dev.postern.core.session.SessionServices;
import dev.postern.core.session.Standing;
import dev.postern.core.session.Strangers;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

import java.net.InetSocketAddress;
import java.util.Optional;

/** Makes sessions of the connections that a listener accepts. */
final class SessionStarter {

    private final ListenerSpec spec;
    private final Frontend frontend;
    private final Optional<ListenerTls> tls;
    private final SessionServices services;

    SessionStarter(
            ListenerSpec spec,
            Frontend frontend,
            Optional<ListenerTls> tls,
            SessionServices services) {
        this.spec = spec;
        this.frontend = frontend;
        this.tls = tls;
        this.services =
                spec.device()
                        .map(app ->
                                services.with(
                                        new DeviceAuthenticator(services.authenticator(), app)))
                        .orElse(services);
    }

    ListenerSpec spec() {
        return spec;
    }

    /** For the port. */
    Strangers strangers() {
        return services.open().strangers();
    }

    /** On the event loop of a client that has just connected. */
    void start(Channel client) {
        tls.ifPresent(it -> it.lendUntil(client.closeFuture()));
        if (spec.security() == ListenerSecurity.TLS) {
            client.pipeline().addLast(tls.orElseThrow().newHandler(client.alloc()));
        }
        Optional<TlsStarter> starttls =
                spec.security().offersStartTls()
                        ? tls.map(SessionStarter::starter)
                        : Optional.empty();
        new Session(client, frontend, dialogue(client), starttls, services).start();
    }

    private ClientDialogue dialogue(Channel client) {
        return spec.device()
                .map(app -> frontend.deviceDialogue(app, spec.security(), standing(client, app)))
                .orElseGet(() -> frontend.clientDialogue(spec.security()));
    }

    private Standing standing(Channel client, String app) {
        Source source =
                new Source(
                        (InetSocketAddress) client.remoteAddress(),
                        (InetSocketAddress) client.localAddress());
        return services.authenticator().admit(app, frontend.protocol(), source)
                        instanceof Verdict.Accepted
                ? Standing.EXPECTED
                : Standing.STRANGER;
    }

    private static TlsStarter starter(ListenerTls tls) {
        return (ChannelHandlerContext ctx) -> tls.newHandler(ctx.alloc());
    }
}
