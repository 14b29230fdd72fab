package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Protocol;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.session.Deadlines;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whoever waits for ever, the other side hears of it in time. */
// Defect 30
class DeadlinesIT {

    private static final Duration DIAL = Duration.ofMillis(800);

    /** For a loaded build machine: what counts is that it is not a minute. */
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    /** Where a provider falls silent. */
    static Stream<Named<StandInServer.Behaviour>> silences() {
        return Stream.of(
                Named.of("before TLS", peer -> peer.in().readAllBytes()),
                Named.of(
                        "before the greeting",
                        peer -> {
                            peer.acceptTls(StandIns.IDENTITY.serverContext());
                            peer.rest();
                        }),
                Named.of(
                        "before the login is answered",
                        peer -> {
                            peer.acceptTls(StandIns.IDENTITY.serverContext());
                            peer.send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n");
                            peer.rest();
                        }));
    }

    @ParameterizedTest
    @MethodSource("silences")
    void aProviderThatFallsSilentIsUnavailable(StandInServer.Behaviour silence) throws Exception {
        try (StandInServer provider = new StandInServer(silence);
                TestBridge bridge = impatient(Protocol.IMAP, provider.port());
                Peer client = bridge.connect(Protocol.IMAP)) {
            assertUnavailableInTime(bridge, client);
        }
    }

    @Test
    void aConnectionThatIsNeverAnsweredIsUnavailable() throws Exception {
        try (BlackHole provider = new BlackHole();
                TestBridge bridge = impatient(Protocol.IMAP, provider.port());
                Peer client = bridge.connect(Protocol.IMAP)) {
            assertUnavailableInTime(bridge, client);
        }
    }

    @Test
    void aSilentSmtpProviderIsATemporaryFailure() throws Exception {
        try (StandInServer provider = StandIns.tls(Peer::rest);
                TestBridge bridge = impatient(Protocol.SMTP, provider.port());
                Peer client = bridge.connect(Protocol.SMTP)) {
            client.line();
            client.send("EHLO test\r\n");
            client.lineStarting("250 ");
            client.send(BeforeTlsIT.authPlain(bridge));
            assertThat(client.line()).startsWith("454 4.7.0");
            // The client may go on: it is told so by a 4xx, not by a lost connection.
            assertThat(client.send("NOOP\r\n").line()).startsWith("250");
        }
    }

    private static void assertUnavailableInTime(TestBridge bridge, Peer client) throws IOException {
        long start = System.nanoTime();
        client.send(bridge.loginCommand("a1") + "\r\n");
        assertThat(client.lineStarting("a1 ")).startsWith("a1 NO [UNAVAILABLE]");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(DIAL, AT_MOST);
        assertThat(client.send("a2 NOOP\r\n").line()).startsWith("a2 OK");
    }

    @Test
    void aClientThatNeverLogsInHearsBye() throws Exception {
        try (TestBridge bridge = shortOfLogin();
                Peer client = bridge.connect(Protocol.IMAP)) {
            assertThat(client.line()).startsWith("* OK");
            assertThat(client.line()).startsWith("* BYE");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aClientThatNeverFinishesTheTlsHandshakeIsLetGo() throws Exception {
        try (TestBridge bridge = shortOfLogin();
                Peer client = Peer.connect(bridge.port(Protocol.IMAP, ListenerSecurity.TLS))) {
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aSilentRelayEnds() throws Exception {
        try (StandInServer provider = StandIns.imap(Peer::rest);
                TestBridge bridge =
                        new TestBridge(
                                TestBridge.Plan.towards(Protocol.IMAP, provider.port())
                                        .with(
                                                new Deadlines(
                                                        Duration.ofSeconds(10),
                                                        Duration.ofMillis(500),
                                                        Duration.ofMillis(500))));
                Peer client = bridge.connect(Protocol.IMAP)) {
            client.send(bridge.loginCommand("a1") + "\r\n");
            client.lineStarting("a1 OK");
            assertThat(client.rest()).isEmpty();
        }
    }

    private static TestBridge impatient(Protocol protocol, int port) throws Exception {
        return new TestBridge(TestBridge.Plan.towards(protocol, port).withDialDeadline(DIAL));
    }

    private static TestBridge shortOfLogin() throws Exception {
        Deadlines deadlines =
                new Deadlines(Duration.ofMillis(500), Duration.ofMinutes(1), Duration.ofMinutes(1));
        return new TestBridge(TestBridge.Plan.towards(Protocol.IMAP, 1).with(deadlines));
    }

    /** A port whose queue is full, so that the kernel answers no further connection. */
    private static final class BlackHole implements AutoCloseable {
        private static final int MORE_THAN_THE_QUEUE = 4;

        private final ServerSocket listening =
                new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<Socket> queued = new ArrayList<>();

        BlackHole() throws IOException {
            for (int i = 0; i < MORE_THAN_THE_QUEUE; i++) {
                Socket socket = new Socket();
                queued.add(socket);
                try {
                    socket.connect(listening.getLocalSocketAddress(), 200);
                } catch (SocketTimeoutException full) {
                    return;
                }
            }
            throw new IOException("the queue of a listening socket has no end here");
        }

        int port() {
            return listening.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : queued) {
                socket.close();
            }
            listening.close();
        }
    }
}
