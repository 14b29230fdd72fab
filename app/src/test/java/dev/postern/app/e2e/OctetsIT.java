package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.postern.core.account.Protocol;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Octets, half-closes and crowds, on each kind of listener, as a relayed session sees them. */
class OctetsIT {

    /** Several times what the kernel holds for one connection. */
    private static final byte[] MAILBOX = new byte[24 * 1024 * 1024];

    private static final int CROWD = 1000;

    static {
        new Random(24).nextBytes(MAILBOX);
    }

    static Stream<Arguments> listeners() {
        return LastWordsIT.listeners();
    }

    static Stream<ListenerSecurity> securities() {
        return TestBridge.securities();
    }

    // Defect 26
    @ParameterizedTest
    @MethodSource("listeners")
    void afterTheProvidersFinASlowClientStillGetsEveryOctet(
            Protocol protocol, ListenerSecurity security) throws Exception {
        try (StandInServer provider = provider(protocol, peer -> peer.send(MAILBOX));
                TestBridge bridge = bridge(protocol, provider);
                Peer client = Listeners.loggedIn(bridge, protocol, security)) {
            byte[] first = client.octets(64 * 1024);
            assertThat(client.silentFor(1)).isFalse();
            byte[] rest = client.rest();
            assertThat(first.length + rest.length).isEqualTo(MAILBOX.length);
            assertThat(
                            Arrays.mismatch(
                                    rest,
                                    Arrays.copyOfRange(MAILBOX, first.length, MAILBOX.length)))
                    .isNegative();
        }
    }

    @ParameterizedTest
    @MethodSource("listeners")
    void aClientThatVanishesInTheMiddleFreesTheProviderToo(
            Protocol protocol, ListenerSecurity security) throws Exception {
        CompletableFuture<Boolean> providerFreed = new CompletableFuture<>();
        try (StandInServer provider =
                        provider(
                                protocol,
                                peer -> {
                                    try {
                                        while (true) {
                                            peer.send(MAILBOX);
                                        }
                                    } catch (IOException freed) {
                                        providerFreed.complete(true);
                                    }
                                });
                TestBridge bridge = bridge(protocol, provider)) {
            Peer client = Listeners.loggedIn(bridge, protocol, security);
            client.octets(64 * 1024);
            Socket raw = client.socket();
            raw.setSoLinger(true, 0);
            raw.close();
            assertThat(providerFreed.get(10, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(10)).until(() -> bridge.sessions().count() == 0);
        }
    }

    /** RFC 5321 4.1.1.4: only CRLF dot CRLF ends a message, and only the provider decides. */
    // Defect 24
    @ParameterizedTest
    @MethodSource("securities")
    void formsOfTheDotThatEndNoMessageReachTheProviderAsTheyAre(ListenerSecurity security)
            throws Exception {
        String message =
                String.join(
                        "\r\n",
                        "Subject: one",
                        "",
                        "before\n.\nMAIL FROM:<x@example.org>",
                        "\r.",
                        "\n.",
                        "",
                        ".\n\r.\r\0..",
                        ".",
                        "");
        CompletableFuture<byte[]> heard = new CompletableFuture<>();
        try (StandInServer provider =
                        StandIns.smtp(peer -> heard.complete(peer.octets(message.length())));
                TestBridge bridge = bridge(Protocol.SMTP, provider);
                Peer client = Listeners.loggedIn(bridge, Protocol.SMTP, security)) {
            client.send(message.getBytes(ISO_8859_1));
            assertThat(new String(heard.get(10, TimeUnit.SECONDS), ISO_8859_1)).isEqualTo(message);
        }
    }

    // Defect 29
    @Test
    void ofAThousandConnectionsAtOnceNoneIsLost() throws Exception {
        try (TestBridge bridge = new TestBridge(TestBridge.Plan.towards(Protocol.IMAP, 1));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Peer>> clients = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                clients.add(threads.submit(() -> bridge.connect(Protocol.IMAP)));
            }
            List<Peer> connected = new ArrayList<>();
            for (Future<Peer> client : clients) {
                connected.add(client.get(20, TimeUnit.SECONDS));
            }
            for (Peer client : connected) {
                assertThat(client.line()).startsWith("* OK");
            }
            for (Peer client : connected) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"IMAP", "SMTP"})
    void afterTheClientsFinTheAnswerStillComesOnAPlainListener(Protocol protocol) throws Exception {
        try (StandInServer provider =
                        provider(
                                protocol,
                                peer -> {
                                    peer.line();
                                    peer.send("the answer\r\n");
                                });
                TestBridge bridge = bridge(protocol, provider);
                Peer client = Listeners.loggedIn(bridge, protocol, ListenerSecurity.NONE)) {
            client.send("the question\r\n").finish();
            assertThat(client.rest()).asString(ISO_8859_1).isEqualTo("the answer\r\n");
        }
    }

    private static StandInServer provider(Protocol protocol, StandInServer.Behaviour afterLogin)
            throws IOException {
        return switch (protocol) {
            case IMAP -> StandIns.imap(afterLogin);
            case SMTP -> StandIns.smtp(afterLogin);
        };
    }

    private static TestBridge bridge(Protocol protocol, StandInServer provider) throws Exception {
        return new TestBridge(TestBridge.Plan.towards(protocol, provider.port()));
    }
}
