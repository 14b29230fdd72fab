package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.ImapProfile;
import dev.postern.core.access.Rotation;
import dev.postern.core.access.SmtpPolicy;
import dev.postern.core.account.Compression;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** COMPRESS=DEFLATE towards a provider, of which the client sees nothing. */
class CompressedIT {

    private static final byte[] MESSAGE = message(12 * 1024 * 1024);

    static Stream<TestBridge.Engine> engines() {
        return TestBridge.Engine.all();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void messagesGoBothWaysUnchanged(TestBridge.Engine engine) throws Exception {
        CompletableFuture<byte[]> appended = new CompletableFuture<>();
        try (StandInServer provider =
                        compressing(peer -> {
                            assertThat(peer.line()).isEqualTo("a2 FETCH 1 BODY[]");
                            peer.send("* 1 FETCH (BODY[] {" + MESSAGE.length + "}\r\n");
                            peer.send(MESSAGE).send(")\r\na2 OK fetched\r\n");
                            assertThat(peer.line()).startsWith("a3 APPEND");
                            peer.send("+ go on\r\n");
                            appended.complete(peer.octets(MESSAGE.length));
                            peer.line();
                            peer.send("a3 OK appended\r\n");
                            assertThat(peer.line()).isEqualTo("a4 LOGOUT");
                            peer.send("* BYE\r\na4 OK bye\r\n");
                        });
                TestBridge bridge = new TestBridge(plan(provider).on(engine));
                Peer client = loggedIn(bridge)) {
            client.send("a2 FETCH 1 BODY[]\r\n");
            assertThat(client.line()).isEqualTo("* 1 FETCH (BODY[] {" + MESSAGE.length + "}");
            assertThat(Arrays.equals(client.octets(MESSAGE.length), MESSAGE)).isTrue();
            client.lineStarting("a2 OK");
            client.send("a3 APPEND INBOX {" + MESSAGE.length + "}\r\n");
            assertThat(client.line()).isEqualTo("+ go on");
            client.send(MESSAGE).send("\r\n");
            assertThat(client.line()).isEqualTo("a3 OK appended");
            assertThat(Arrays.equals(appended.get(20, TimeUnit.SECONDS), MESSAGE)).isTrue();
            client.send("a4 LOGOUT\r\n");
            assertThat(new String(client.rest(), US_ASCII)).isEqualTo("* BYE\r\na4 OK bye\r\n");
        }
    }

    @Test
    void theClientIsNotOfferedWhatIsTakenAndIsPipelinedAsEver() throws Exception {
        try (StandInServer provider =
                        compressing(peer -> {
                            assertThat(peer.line()).isEqualTo("a2 SELECT INBOX");
                            peer.send("a2 OK selected\r\n");
                        });
                TestBridge bridge = new TestBridge(plan(provider));
                Peer client = bridge.connectTls(Protocol.IMAP)) {
            client.line();
            client.send(bridge.loginCommand("a1") + "\r\na2 SELECT INBOX\r\n");
            assertThat(client.line()).isEqualTo("a1 OK [CAPABILITY IMAP4rev1 IDLE] Logged in");
            assertThat(client.line()).isEqualTo("a2 OK selected");
        }
    }

    @Test
    void whatAProviderSaysDuringIdleArrivesAtOnceAndSoDoesDone() throws Exception {
        try (StandInServer provider =
                        compressing(peer -> {
                            assertThat(peer.line()).isEqualTo("a2 IDLE");
                            peer.send("+ idling\r\n");
                            for (int message = 1; message <= 20; message++) {
                                peer.send("* " + message + " EXISTS\r\n");
                                assertThat(peer.line()).isEqualTo("seen " + message);
                            }
                        });
                TestBridge bridge = new TestBridge(plan(provider));
                Peer client = loggedIn(bridge)) {
            client.send("a2 IDLE\r\n");
            assertThat(client.line()).isEqualTo("+ idling");
            for (int message = 1; message <= 20; message++) {
                assertThat(client.line()).isEqualTo("* " + message + " EXISTS");
                client.send("seen " + message + "\r\n");
            }
            assertThat(client.rest()).isEmpty();
            assertThat(provider.faults()).isEmpty();
        }
    }

    @Test
    void octetByOctetItIsTheSame() throws Exception {
        String text = "* OK one\r\n* OK two\r\n* 3 EXISTS\r\na2 OK done\r\n";
        try (StandInServer provider =
                        accepting(peer -> {
                            for (byte octet : Bomb.deflated(text.getBytes(US_ASCII))) {
                                peer.send(new byte[] {octet});
                            }
                            peer.deflate();
                            assertThat(peer.line()).isEqualTo("a2 NOOP");
                            peer.send("heard\r\n");
                        });
                TestBridge bridge = new TestBridge(plan(provider));
                Peer client = loggedIn(bridge)) {
            assertThat(client.octets(text.length())).isEqualTo(text.getBytes(US_ASCII));
            for (byte octet : "a2 NOOP\r\n".getBytes(US_ASCII)) {
                client.send(new byte[] {octet});
            }
            assertThat(client.line()).isEqualTo("heard");
            assertThat(provider.faults()).isEmpty();
        }
    }

    @Test
    void aGateSeesWhatIsInflated() throws Exception {
        try (StandInServer provider =
                        compressing(peer -> {
                            assertThat(peer.line()).isEqualTo("PosternGate1 LIST \"\" \"\"");
                            peer.send("* LIST () \"/\" \"\"\r\nPosternGate1 OK listed\r\n");
                            assertThat(peer.line()).isEqualTo("a3 EXAMINE INBOX");
                            peer.send("a3 OK examined\r\n");
                        });
                TestBridge bridge = new TestBridge(plan(provider).policy(readOnlyInbox()));
                Peer client = loggedIn(bridge)) {
            client.send("a2 EXPUNGE\r\n");
            assertThat(client.lineStarting("a2 ")).startsWith("a2 NO [NOPERM]");
            client.send("a3 EXAMINE INBOX\r\n");
            assertThat(client.line()).isEqualTo("a3 OK examined");
            assertThat(provider.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO not now", "BAD what"})
    void aProviderThatRefusesIsNotCompressed(String answer) throws Exception {
        try (StandInServer provider =
                        StandIns.tls(peer -> {
                            offer(peer);
                            peer.send(StandIns.tag(peer.line()) + " " + answer + "\r\n");
                            assertThat(peer.line()).isEqualTo("a2 NOOP");
                            peer.send("a2 OK plain\r\n");
                        });
                TestBridge bridge = new TestBridge(plan(provider));
                Peer client = loggedIn(bridge)) {
            client.send("a2 NOOP\r\n");
            assertThat(client.line()).isEqualTo("a2 OK plain");
        }
    }

    @Test
    void aProviderThatDoesNotOfferItIsNotAsked() throws Exception {
        try (StandInServer provider =
                        StandIns.imap(peer -> {
                            assertThat(peer.line()).isEqualTo("a2 NOOP");
                            peer.send("a2 OK plain\r\n");
                        });
                TestBridge bridge = new TestBridge(plan(provider));
                Peer client = loggedIn(bridge)) {
            client.send("a2 NOOP\r\n");
            assertThat(client.line()).isEqualTo("a2 OK plain");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aBombIsInflatedNoFasterThanTheClientReads(TestBridge.Engine engine) throws Exception {
        CompletableFuture<Peer> sends = new CompletableFuture<>();
        try (StandInServer provider =
                        accepting(peer -> {
                            sends.complete(peer);
                            Bomb.sendTo(peer);
                            peer.rest();
                        });
                TestBridge bridge = new TestBridge(plan(provider).on(engine));
                Peer client = loggedIn(bridge)) {
            long before = UsedMemory.octets();
            Peer sender = sends.get(20, TimeUnit.SECONDS);
            assertThat(client.octets(1)).hasSize(1);
            assertThat(new SocketQueues(sender.socket()).mostThatWaits()).isPositive();
            assertThat(UsedMemory.octets() - before).isLessThan(Bomb.MOST_HELD);
            assertThat(client.octets(Bomb.TASTE)).isEqualTo(new byte[Bomb.TASTE]);
            assertThat(UsedMemory.octets() - before).isLessThan(Bomb.TASTE / 2);
            client.reset();
            await().until(() -> bridge.sessions().count() == 0);
        }
    }

    @Test
    void afterTheProvidersFinASlowClientStillGetsEveryOctet() throws Exception {
        try (StandInServer provider = compressing(peer -> peer.send(MESSAGE));
                TestBridge bridge = new TestBridge(plan(provider));
                Peer client = loggedIn(bridge)) {
            assertThat(client.silentFor(1_000)).isFalse();
            assertThat(Arrays.equals(client.rest(), MESSAGE)).isTrue();
        }
    }

    @Test
    void damageEndsTheSessionBehindWhatCameBeforeIt() throws Exception {
        try (StandInServer provider =
                        accepting(peer -> {
                            peer.send(Bomb.deflated("* OK all is well\r\n".getBytes(US_ASCII)));
                            peer.octets(1); // the client has read the first line
                            peer.send("* OK this is not compressed\r\n");
                            peer.rest();
                        });
                TestBridge bridge = new TestBridge(plan(provider));
                Peer client = loggedIn(bridge)) {
            assertThat(client.line()).isEqualTo("* OK all is well");
            client.send("a2 NOOP\r\n");
            assertThat(client.rest()).isEmpty();
            assertThat(bridge.audited().await("session-ended", 1).getFirst().toString())
                    .contains("\"upstream-damaged\"");
        }
    }

    private static TestBridge.Plan plan(StandInServer provider) {
        Upstream upstream =
                TestBridge.upstream(provider.port(), UpstreamTls.IMPLICIT)
                        .with(Compression.WHERE_OFFERED);
        return TestBridge.Plan.towards(Map.of(Protocol.IMAP, upstream));
    }

    private static AppPolicy readOnlyInbox() {
        return new AppPolicy(
                Set.of(Protocol.IMAP),
                new ImapPolicy(ImapProfile.READ_ONLY, List.of("INBOX")),
                SmtpPolicy.UNRESTRICTED,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Rotation.USUAL);
    }

    private static Peer loggedIn(TestBridge bridge) throws IOException {
        return Listeners.loggedIn(bridge, Protocol.IMAP, ListenerSecurity.TLS);
    }

    private static StandInServer compressing(StandInServer.Behaviour behaviour) throws IOException {
        return accepting(peer -> {
            peer.deflate();
            behaviour.serve(peer);
        });
    }

    private static StandInServer accepting(StandInServer.Behaviour behaviour) throws IOException {
        return StandIns.tls(peer -> {
            offer(peer);
            String command = peer.line();
            assertThat(command).endsWith(" COMPRESS DEFLATE");
            peer.send(StandIns.tag(command) + " OK compressed\r\n");
            behaviour.serve(peer);
        });
    }

    private static void offer(Peer peer) throws IOException {
        peer.send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n");
        peer.send(
                StandIns.tag(peer.line())
                        + " OK [CAPABILITY IMAP4rev1 IDLE COMPRESS=DEFLATE] logged in\r\n");
    }

    private static byte[] message(int size) {
        byte[] message = new byte[size];
        Random random = new Random(4978);
        random.nextBytes(message);
        for (int i = 0; i < size / 2; i++) {
            message[i] = (byte) ('a' + random.nextInt(16));
        }
        return message;
    }
}
