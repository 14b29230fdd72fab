package dev.postern.core.spare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.credential.CredentialOutcome;
import dev.postern.core.credential.CredentialSource;
import dev.postern.core.net.Transport;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.TestAuthority;
import dev.postern.core.upstream.ConnectionOpener;
import dev.postern.core.upstream.Dialled;
import dev.postern.core.upstream.LoginTarget;
import dev.postern.core.upstream.PendingLogin;
import dev.postern.core.upstream.Providers;
import dev.postern.core.upstream.ProxyPasswords;
import dev.postern.core.upstream.UpstreamConnector;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslProvider;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Spares of one account at a provider that lets everybody in who connects, or nobody. */
final class SpareRig implements AutoCloseable, CredentialSource, SpareListener {

    private static final TestAuthority AUTHORITY = new TestAuthority();
    private static final TestAuthority.Identity IDENTITY = AUTHORITY.identity("localhost");
    private static final int PATIENCE_SECONDS = 20;

    /** Longer than any test. */
    static final SpareTimes LONG =
            new SpareTimes(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5));

    private final BlockingQueue<Peer> connections = new LinkedBlockingQueue<>();
    private final Queue<Channel> given = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final StandInServer server = new StandInServer(this::serve);
    private final EventLoopGroup loops;
    private final ConnectionOpener opener;
    private final LoginTarget target;
    private final Spares spares;
    private volatile String greeting = "hello";
    private volatile String password = "first";
    private volatile boolean configured = true;

    SpareRig(Path directory, int most, SpareTimes times) throws IOException {
        this(directory, most, times, Transport.best(), Transport.bestTls());
    }

    SpareRig(Path directory, int most, SpareTimes times, Transport transport, SslProvider tls)
            throws IOException {
        loops = transport.eventLoops(2);
        opener = new ConnectionOpener(transport, tls, ProxyPasswords.NONE);
        Upstream upstream =
                new Upstream(
                        "localhost",
                        server.port(),
                        UpstreamTls.IMPLICIT,
                        new Trust.ExtraAuthority(AUTHORITY.writePem(directory)),
                        "u",
                        Optional.empty());
        Account account =
                new Account(
                                "work",
                                "me@example.org",
                                Set.of(),
                                Map.of(Protocol.IMAP, upstream),
                                new Credential.VaultPassword())
                        .withSpares(most);
        target = new LoginTarget(account, Protocol.IMAP, upstream);
        spares =
                new Spares(
                        new Providers(new UpstreamConnector(opener, Duration.ofSeconds(10)), this),
                        this,
                        Map.of(Protocol.IMAP, new Greeting()),
                        asked -> configured,
                        times,
                        this);
    }

    private void serve(Peer peer) throws Exception {
        peer.acceptTls(IDENTITY.serverContext());
        peer.send(greeting + "\r\n");
        connections.add(peer);
        peer.socket().setSoTimeout(0);
        over.await(); // the test has the peer
    }

    /** Instead of {@code hello}, to those who connect from now on. */
    void greetWith(String words) {
        greeting = words;
    }

    void changePassword(String other) {
        password = other;
    }

    void takeAccountAway() {
        configured = false;
    }

    Spares spares() {
        return spares;
    }

    int held() {
        return spares.held(target.account(), Protocol.IMAP);
    }

    /** How many connections the provider has seen. */
    int connections() {
        return server.connections();
    }

    /** The provider's end of the connection that came next. */
    Peer nextConnection() throws InterruptedException {
        Peer next = connections.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("a connection").isNotNull();
        return next;
    }

    /** Waits for what happens next to a spare. */
    void expect(String event) throws InterruptedException {
        assertThat(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(event);
    }

    EventLoop loop() {
        return loops.next();
    }

    Dialled logIn() throws Exception {
        return logIn(loop()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    Dialled.Connected connect() throws Exception {
        return (Dialled.Connected) logIn();
    }

    CompletableFuture<Dialled> logIn(EventLoop loop) {
        CompletableFuture<Dialled> result = new CompletableFuture<>();
        loop.execute(() -> start(loop, result));
        return result;
    }

    PendingLogin start(EventLoop loop, CompletableFuture<Dialled> result) {
        return spares.login(
                target,
                login -> Greeting.dialogue(),
                loop,
                "s1",
                dialled -> {
                    if (dialled instanceof Dialled.Connected connected) {
                        given.add(connected.channel());
                    }
                    result.complete(dialled);
                });
    }

    @Override
    public CompletionStage<CredentialOutcome> fetch(Account account) {
        return CompletableFuture.completedFuture(
                new CredentialOutcome.Available(
                        Secret.of(password),
                        SecretKind.PASSWORD,
                        CredentialOutcome.Freshness.NOT_REJECTED));
    }

    @Override
    public void rejected(Account account, Secret secret) {}

    @Override
    public void opened(Account account, Protocol protocol) {
        events.add("opened");
    }

    @Override
    public void used(Account account, Protocol protocol) {
        events.add("used");
    }

    @Override
    public void failed(Account account, Protocol protocol) {
        events.add("failed");
    }

    @Override
    public void discarded(Account account, Protocol protocol, Discarded why) {
        events.add(why.word());
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        spares.close();
        given.forEach(channel -> channel.close().syncUninterruptibly());
        // As in a bridge: without a quiet time loops end and leave connections open.
        loops.shutdownGracefully(50, 5000, TimeUnit.MILLISECONDS).syncUninterruptibly();
        opener.close();
        server.close();
    }
}
