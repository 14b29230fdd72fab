package dev.postern.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.ProxyServer;
import dev.postern.core.account.ProxyServer.Kind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.net.Transport;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.Greeted;
import dev.postern.core.testing.ProxyStandIn;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.TestAuthority;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Logs in to stand-ins through proxies that are stand-ins too. */
final class ProxiedDial {

    /** A name that this machine can't look up: whoever connects to it has asked the proxy. */
    static final String NAME = "imap.behind-the-proxy.invalid";

    static final TestAuthority AUTHORITY = new TestAuthority();
    static final TestAuthority.Identity GOOD = AUTHORITY.identity(NAME);
    static final Optional<String> NOBODY = Optional.empty();
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Path directory;
    private List<String> handlersWhenDone = List.of();

    /**
     * @param directory for the authority's certificate
     */
    ProxiedDial(Path directory) {
        this.directory = directory;
    }

    /** What was in the pipeline after the last login, in its order. */
    List<String> handlersWhenDone() {
        return handlersWhenDone;
    }

    Upstream through(Kind kind, StandInServer proxy) {
        return upstream(proxy, UpstreamTls.IMPLICIT, at(kind, proxy, NOBODY));
    }

    Upstream upstream(StandInServer server, UpstreamTls tls, ProxyServer proxy) {
        return upstream(server.port(), tls, proxy);
    }

    Upstream upstream(int port, UpstreamTls tls, ProxyServer proxy) {
        return new Upstream(
                        NAME,
                        port,
                        tls,
                        new Trust.ExtraAuthority(AUTHORITY.writePem(directory)),
                        "u",
                        Optional.empty())
                .through(Optional.of(proxy));
    }

    static ProxyServer at(Kind kind, StandInServer proxy, Optional<String> user) {
        return new ProxyServer(kind, "localhost", proxy.port(), user);
    }

    static StandInServer.Behaviour speaking(Kind kind, ProxyStandIn proxy) {
        return switch (kind) {
            case SOCKS5 -> proxy::socks5;
            case HTTP -> proxy::connect;
        };
    }

    static StandInServer.Behaviour secured(TestAuthority.Identity identity) {
        return peer -> {
            peer.acceptTls(identity.serverContext());
            peer.send("hello\r\n");
            peer.rest();
        };
    }

    String unreachable(Upstream upstream, String password) throws Exception {
        UpstreamFailure failure = failure(upstream, password);
        assertThat(failure).isInstanceOf(UpstreamFailure.Unreachable.class);
        return failure.detail();
    }

    UpstreamFailure failure(Upstream upstream, String password) throws Exception {
        return failure(upstream, password, HostResolver.SYSTEM, DEADLINE);
    }

    UpstreamFailure failure(
            Upstream upstream, String password, HostResolver resolver, Duration deadline)
            throws Exception {
        return switch (dial(upstream, password, resolver, deadline)) {
            case Dialled.Failed(UpstreamFailure failure) -> failure;
            case Dialled.Connected connected -> throw new AssertionError(connected);
        };
    }

    Dialled dial(Upstream upstream, String password) throws Exception {
        return dial(upstream, password, HostResolver.SYSTEM, DEADLINE);
    }

    /**
     * @param password of the proxy; empty: none is stored
     */
    Dialled dial(Upstream upstream, String password, HostResolver resolver, Duration deadline)
            throws Exception {
        Transport transport = Transport.best();
        EventLoopGroup loops = transport.eventLoops(1);
        ProxyPasswords passwords =
                authority -> {
                    assertThat(authority).isEqualTo(upstream.proxy().orElseThrow().authority());
                    return Optional.of(Secret.of(password)).filter(secret -> !secret.isEmpty());
                };
        try (ConnectionOpener opener =
                new ConnectionOpener(transport, Transport.bestTls(), passwords, resolver)) {
            EventLoop loop = loops.next();
            CompletableFuture<Dialled> result = new CompletableFuture<>();
            new UpstreamConnector(opener, deadline)
                    .dial(
                            upstream,
                            new Greeted(),
                            loop,
                            "s1",
                            dialled ->
                                    loop.execute(() -> {
                                        handlersWhenDone = handlers(dialled);
                                        result.complete(dialled);
                                    }));
            Dialled dialled = result.get(20, TimeUnit.SECONDS);
            if (dialled instanceof Dialled.Connected connected) {
                connected.channel().close().sync();
            }
            return dialled;
        } finally {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    static List<String> handlers(Dialled dialled) {
        return switch (dialled) {
            case Dialled.Failed ignored -> List.of();
            case Dialled.Connected connected ->
                    connected.channel().pipeline().toMap().values().stream()
                            .map(handler -> handler.getClass().getSimpleName())
                            .toList();
        };
    }
}
