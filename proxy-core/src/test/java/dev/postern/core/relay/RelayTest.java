package dev.postern.core.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.core.login.CloseReason;
import dev.postern.core.net.Transport;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The two pumps over real sockets: both transports, both TLS providers, and no TLS. */
class RelayTest {

    private static final byte[] TWENTY_MEGABYTES = random(20_000_000);

    static Stream<RelayedPort.Kind> kinds() {
        return Stream.of(Transport.epoll(), Transport.nio())
                .flatMap(transport ->
                        Stream.of(
                                RelayedPort.Kind.plain(transport),
                                RelayedPort.Kind.tls(transport, SslProvider.OPENSSL_REFCNT),
                                RelayedPort.Kind.tls(transport, SslProvider.JDK)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void octetsArriveUnchangedInBothDirections(RelayedPort.Kind kind) throws Exception {
        try (StandInServer upstream =
                        new StandInServer(peer -> peer.send(peer.octets(TWENTY_MEGABYTES.length)));
                RelayedPort port = new RelayedPort(kind, upstream.port());
                Peer client = connect(kind, port)) {
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(() -> sendQuietly(client, TWENTY_MEGABYTES));
            assertThat(client.octets(TWENTY_MEGABYTES.length)).isEqualTo(TWENTY_MEGABYTES);
            sending.get(20, TimeUnit.SECONDS);
        }
    }

    // Defect 26
    @ParameterizedTest
    @MethodSource("kinds")
    void aSlowClientGetsEverythingThatTheUpstreamSentBeforeItsFin(RelayedPort.Kind kind)
            throws Exception {
        CountDownLatch upstreamDone = new CountDownLatch(1);
        try (StandInServer upstream =
                        new StandInServer(peer -> {
                            peer.send(TWENTY_MEGABYTES);
                            upstreamDone.countDown();
                        });
                RelayedPort port = new RelayedPort(kind, upstream.port());
                Peer client = connect(kind, port)) {
            byte[] first = client.octets(1_000_000);
            // The client reads nothing until the relay has filled every buffer on the way and
            // waits.
            await().until(() -> port.queuedForClient() > 0);
            byte[] rest = client.rest();
            assertThat(first.length + rest.length).isEqualTo(TWENTY_MEGABYTES.length);
            assertThat(rest)
                    .isEqualTo(
                            Arrays.copyOfRange(
                                    TWENTY_MEGABYTES, 1_000_000, TWENTY_MEGABYTES.length));
            assertThat(port.reason()).isEqualTo(CloseReason.UPSTREAM_CLOSED);
            assertThat(upstreamDone.await(1, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** The kernel answers octets that nobody reads with RST, and RST destroys what waits. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aClientThatHasSentMoreThanAnybodyReadStillGetsEverything(RelayedPort.Kind kind)
            throws Exception {
        CountDownLatch clientDone = new CountDownLatch(1);
        byte[] answer = Arrays.copyOf(TWENTY_MEGABYTES, 1_000_000);
        try (StandInServer upstream =
                        new StandInServer(peer -> {
                            peer.send(answer).finish();
                            clientDone.await(20, TimeUnit.SECONDS);
                        });
                RelayedPort port = new RelayedPort(kind, upstream.port());
                Peer client = connect(kind, port)) {
            CompletableFuture.runAsync(() -> sendQuietly(client, TWENTY_MEGABYTES));
            assertThat(port.reason()).isEqualTo(CloseReason.UPSTREAM_CLOSED);
            assertThat(Arrays.mismatch(client.rest(), answer)).isNegative();
            clientDone.countDown();
        }
    }

    // Defect 27
    @ParameterizedTest
    @MethodSource("kinds")
    void aStalledClientHoldsLittleMemoryAndNoProcessor(RelayedPort.Kind kind) throws Exception {
        try (StandInServer upstream =
                        new StandInServer(peer -> {
                            byte[] chunk = new byte[64 * 1024];
                            for (int i = 0; i < 3200; i++) {
                                peer.send(chunk);
                            }
                        });
                RelayedPort port = new RelayedPort(kind, upstream.port());
                Peer client = connect(kind, port)) {
            assertThat(client.octets(1)).hasSize(1);
            await().during(Duration.ofMillis(500)).until(() -> port.queuedForClient() > 0);
            assertThat(port.queuedForClient()).isBetween(1L, 256 * 1024L);
            long cpuBefore = port.loopCpuNanos();
            await().during(Duration.ofSeconds(1)).until(() -> true);
            assertThat(Duration.ofNanos(port.loopCpuNanos() - cpuBefore))
                    .isLessThan(Duration.ofMillis(50));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theClientsFinIsNotPassedOnAndRepliesStillArrive(RelayedPort.Kind kind) throws Exception {
        if (kind.tls().isPresent()) {
            return; // close_notify ends both directions: the next test
        }
        CompletableFuture<Boolean> upstreamSawNoEnd = new CompletableFuture<>();
        try (StandInServer upstream =
                        new StandInServer(peer -> {
                            assertThat(peer.line()).isEqualTo("QUIT");
                            upstreamSawNoEnd.complete(peer.silentFor(300));
                            peer.send("221 bye\r\n");
                        });
                RelayedPort port = new RelayedPort(kind, upstream.port());
                Peer client = connect(kind, port)) {
            port.awaitTied(); // nobody looks after a FIN before: that is the login handler's
            // business
            client.send("QUIT\r\n").finish();
            assertThat(client.rest()).isEqualTo("221 bye\r\n".getBytes(US_ASCII));
            assertThat(upstreamSawNoEnd.get(5, TimeUnit.SECONDS)).isTrue();
            assertThat(port.reason()).isEqualTo(CloseReason.UPSTREAM_CLOSED);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whenTheClientClosesTheUpstreamGetsWhatWasSentAndThenTheEnd(RelayedPort.Kind kind)
            throws Exception {
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        try (StandInServer upstream = new StandInServer(peer -> received.complete(peer.rest()));
                RelayedPort port = new RelayedPort(kind, upstream.port())) {
            try (Peer client = connect(kind, port)) {
                client.send("the last words\r\n");
                await().until(() -> port.octetsFromClient() == 16);
                if (kind.tls().isEmpty()) {
                    client.reset();
                }
            }
            assertThat(received.get(10, TimeUnit.SECONDS))
                    .isEqualTo("the last words\r\n".getBytes(US_ASCII));
            assertThat(port.reason()).isEqualTo(CloseReason.CLIENT_CLOSED);
        }
    }

    @Test
    void aFinThatCameWithTheLoginLeavesRepliesTheirTimeAndNoMore() {
        EmbeddedChannel client = new EmbeddedChannel();
        EmbeddedChannel upstream = new EmbeddedChannel();
        List<CloseReason> ended = new ArrayList<>();
        Relay relay = new Relay(client, upstream, Duration.ofMinutes(35), ended::add);
        relay.inputEnded(Side.CLIENT);
        relay.start();

        client.advanceTimeBy(29, TimeUnit.SECONDS);
        client.runScheduledPendingTasks();
        assertThat(ended).isEmpty();
        client.advanceTimeBy(2, TimeUnit.SECONDS);
        client.runScheduledPendingTasks();
        assertThat(ended).containsExactly(CloseReason.CLIENT_CLOSED);
        assertThat(upstream.isOpen()).isFalse();
    }

    @Test
    void lastWordsAreWaitedForAndNotOnceMore() {
        EmbeddedChannel client =
                new EmbeddedChannel(
                        new ChannelOutboundHandlerAdapter() {
                            @Override
                            public void write(
                                    ChannelHandlerContext ctx, Object words, ChannelPromise sent) {
                                ReferenceCountUtil.release(words); // and they are never read
                            }
                        });
        EmbeddedChannel upstream = new EmbeddedChannel();
        List<CloseReason> ended = new ArrayList<>();
        Relay relay = new Relay(client, upstream, Duration.ofMinutes(35), ended::add);
        relay.start(relay::finish);

        relay.dismiss(CloseReason.KICKED);
        assertThat(ended).isEmpty();
        relay.dismiss(CloseReason.REVOKED);
        assertThat(ended).containsExactly(CloseReason.REVOKED);
        assertThat(client.isOpen() || upstream.isOpen()).isFalse();
    }

    @Test
    void aSilentRelayEndsAfterTheIdleTime() throws Exception {
        try (StandInServer upstream = new StandInServer(Peer::rest);
                RelayedPort port =
                        new RelayedPort(
                                RelayedPort.Kind.plain(Transport.best())
                                        .withIdle(Duration.ofMillis(300)),
                                upstream.port());
                Peer client = Peer.connect(port.port())) {
            assertThat(client.rest()).isEmpty();
            assertThat(port.reason()).isEqualTo(CloseReason.IDLE);
        }
    }

    @Test
    void whenAskedToLeaveItWaitsForTheAnswerAndThenForAPause() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (StandInServer upstream =
                        new StandInServer(peer -> {
                            peer.line();
                            awaitQuietly(answer);
                            peer.send("answer\r\n");
                            peer.rest();
                        });
                RelayedPort port =
                        new RelayedPort(RelayedPort.Kind.plain(Transport.best()), upstream.port());
                Peer client = Peer.connect(port.port())) {
            client.send("question\r\n");
            await().until(() -> port.octetsFromClient() > 0);
            port.leave();
            assertThat(client.silentFor((int) Relay.QUIET.plusMillis(500).toMillis())).isTrue();
            answer.countDown();
            assertThat(client.line()).isEqualTo("answer");
            assertThat(client.rest()).isEmpty();
            assertThat(port.reason()).isEqualTo(CloseReason.SHUTDOWN);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static Peer connect(RelayedPort.Kind kind, RelayedPort port) throws IOException {
        return kind.tls().isEmpty()
                ? Peer.connect(port.port())
                : Peer.connect(port.port(), RelayedPort.AUTHORITY.clientContext());
    }

    private static void sendQuietly(Peer client, byte[] octets) {
        try {
            client.send(octets);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] random(int length) {
        byte[] octets = new byte[length];
        new Random(1).nextBytes(octets);
        return octets;
    }
}
