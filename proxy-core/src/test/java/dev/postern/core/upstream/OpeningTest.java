package dev.postern.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Trust;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.net.Transport;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslHandler;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection to a server that is no mail server: found and raced for as theirs are. */
class OpeningTest {

    private final Transport transport = Transport.best();
    private final EventLoopGroup loops = transport.eventLoops(1);

    @AfterEach
    void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    // Defect 31
    @Test
    void triesTheNextAddressWhenTheFirstRefuses() throws Exception {
        HostResolver both =
                host ->
                        List.of(
                                InetAddress.getByAddress(new byte[] {127, 0, 0, 9}),
                                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        try (StandInServer server = new StandInServer(Peer::rest);
                ConnectionOpener connector = connector(both)) {
            Opened opened = opened(connector, server.port());
            close(opened);
        }
    }

    @Test
    void tellsWhatWentWrongAtEachAddress() throws Exception {
        HostResolver both =
                host ->
                        List.of(
                                InetAddress.getByAddress(new byte[] {127, 0, 0, 9}),
                                InetAddress.getByAddress(new byte[] {127, 0, 0, 8}));
        int port;
        try (StandInServer server = new StandInServer(Peer::rest)) {
            port = server.port();
        }
        try (ConnectionOpener connector = connector(both)) {
            assertThat(opened(connector, port))
                    .isInstanceOfSatisfying(
                            Opened.Failed.class,
                            failed ->
                                    assertThat(failed.failure().detail())
                                            .startsWith("login.example:" + port + ": ")
                                            .contains("127.0.0.9", "127.0.0.8"));
        }
    }

    @Test
    void anAttemptThatIsCancelledTellsNothingAndKeepsNothingOpen() throws Exception {
        CompletableFuture<Void> found = new CompletableFuture<>();
        HostResolver waiting =
                host -> {
                    found.join();
                    return List.of(InetAddress.getLoopbackAddress());
                };
        CompletableFuture<Opened> result = new CompletableFuture<>();
        try (StandInServer server = new StandInServer(Peer::rest);
                ConnectionOpener connector = connector(waiting)) {
            EventLoop loop = loops.next();
            loop.submit(() ->
                            connector
                                    .open(destination(server.port()), loop, result::complete)
                                    .cancel())
                    .sync();
            CompletableFuture<Opened> later = new CompletableFuture<>();
            loop.execute(() -> connector.open(destination(server.port()), loop, later::complete));
            found.complete(null);

            assertThat(later.get(20, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            Opened.Connected.class,
                            connected -> connected.channel().close().syncUninterruptibly());
            assertThat(result).isNotDone();
            assertThat(server.connections()).isLessThan(2);
        }
    }

    @Test
    void aHandshakeMayTakeAsLongAsItsCallerWaits() throws Exception {
        try (StandInServer server = new StandInServer(Peer::rest);
                ConnectionOpener connector = connector(HostResolver.SYSTEM)) {
            CompletableFuture<Opened> result = new CompletableFuture<>();
            EventLoop loop = loops.next();
            Destination here =
                    new Destination(
                            "localhost",
                            server.port(),
                            new Trust.RuntimeAuthorities(),
                            Optional.empty());
            loop.execute(() -> connector.open(here, loop, result::complete));
            Opened.Connected connected = (Opened.Connected) result.get(20, TimeUnit.SECONDS);
            SslHandler tls = connected.tlsHandler();
            connected.channel().pipeline().addLast(tls);
            assertThat(tls.getHandshakeTimeoutMillis()).isZero();
            connected.channel().close().syncUninterruptibly();
        }
    }

    @Test
    void aNameWithoutAddressIsUnreachable() throws Exception {
        try (ConnectionOpener connector = connector(HostResolver.SYSTEM)) {
            CompletableFuture<Opened> result = new CompletableFuture<>();
            EventLoop loop = loops.next();
            loop.execute(() ->
                    connector.open(
                            new Destination(
                                    "no-such-host.invalid",
                                    443,
                                    new Trust.RuntimeAuthorities(),
                                    Optional.empty()),
                            loop,
                            result::complete));
            assertThat(result.get(20, TimeUnit.SECONDS))
                    .isEqualTo(
                            new Opened.Failed(
                                    new UpstreamFailure.Unreachable(
                                            "no-such-host.invalid:443: the name has no address")));
        }
    }

    @Test
    void aNameIsLookedUpOnceForABurstAndAgainSoonAfter() throws Exception {
        AtomicInteger lookUps = new AtomicInteger();
        HostResolver counting =
                host -> {
                    lookUps.incrementAndGet();
                    return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                };
        try (StandInServer server = new StandInServer(Peer::rest);
                ConnectionOpener connector = connector(counting)) {
            int opened = 0;
            while (lookUps.get() < 2) {
                close(opened(connector, server.port()));
                opened++;
            }
            assertThat(opened).isGreaterThan(2);
        }
    }

    @Test
    void aNameThatWasNotFoundIsLookedUpAgain() throws Exception {
        AtomicInteger lookUps = new AtomicInteger();
        HostResolver laterFound =
                host -> {
                    if (lookUps.incrementAndGet() == 1) {
                        throw new UnknownHostException(host);
                    }
                    return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                };
        try (StandInServer server = new StandInServer(Peer::rest);
                ConnectionOpener connector = connector(laterFound)) {
            assertThat(opened(connector, server.port())).isInstanceOf(Opened.Failed.class);
            close(opened(connector, server.port()));
        }
    }

    private static void close(Opened opened) {
        assertThat(opened).isInstanceOf(Opened.Connected.class);
        ((Opened.Connected) opened).channel().close().syncUninterruptibly();
    }

    private ConnectionOpener connector(HostResolver resolver) {
        return new ConnectionOpener(transport, Transport.bestTls(), ProxyPasswords.NONE, resolver);
    }

    private static Destination destination(int port) {
        return new Destination(
                "login.example", port, new Trust.RuntimeAuthorities(), Optional.empty());
    }

    private Opened opened(ConnectionOpener connector, int port) throws Exception {
        CompletableFuture<Opened> result = new CompletableFuture<>();
        EventLoop loop = loops.next();
        loop.execute(() -> connector.open(destination(port), loop, result::complete));
        return result.get(20, TimeUnit.SECONDS);
    }
}
