package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.core.account.Protocol;
import dev.postern.core.login.LoginHandler;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** No octet is lost, and none is read too early, between the login and the relay. */
class HandOverIT {

    private static final int ONE_MEBIBYTE = 1024 * 1024;

    /** A read asks for so much at most, so the last one may exceed the limit by that. */
    private static final int ONE_READ = 64 * 1024;

    static Stream<TestBridge.Engine> engines() {
        return TestBridge.Engine.all();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aWholeSessionAndFinInOneSegmentSurviveADialOfTwoSeconds(TestBridge.Engine engine)
            throws Exception {
        try (StandInServer provider =
                        StandIns.tls(peer -> {
                            new CountDownLatch(1).await(2, TimeUnit.SECONDS);
                            StandIns.letIn(peer);
                            answerSelectAndLogout(peer);
                        });
                TestBridge bridge = bridge(engine, provider);
                Peer client = bridge.connect(Protocol.IMAP)) {
            client.send(bridge.loginCommand("a1") + "\r\na2 SELECT INBOX\r\na3 LOGOUT\r\n");
            client.finish();
            assertThat(client.line()).startsWith("* OK");
            assertThat(client.line()).startsWith("a1 OK");
            assertThat(new String(client.rest(), US_ASCII))
                    .isEqualTo("a2 OK selected\r\n* BYE\r\na3 OK\r\n");
            assertThat(provider.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void commandsPipelinedBehindLoginReachTheProviderThroughTls(TestBridge.Engine engine)
            throws Exception {
        try (StandInServer provider = StandIns.imap(HandOverIT::answerSelectAndLogout);
                TestBridge bridge = bridge(engine, provider);
                Peer client = bridge.connectTls(Protocol.IMAP)) {
            client.send(bridge.loginCommand("a1") + "\r\na2 SELECT INBOX\r\na3 LOGOUT\r\n");
            assertThat(client.line()).startsWith("* OK");
            assertThat(client.line()).startsWith("a1 OK");
            assertThat(new String(client.rest(), US_ASCII))
                    .isEqualTo("a2 OK selected\r\n* BYE\r\na3 OK\r\n");
            assertThat(provider.faults()).isEmpty();
        }
    }

    private static void answerSelectAndLogout(Peer peer) throws IOException {
        assertThat(peer.line()).isEqualTo("a2 SELECT INBOX");
        assertThat(peer.line()).isEqualTo("a3 LOGOUT");
        peer.send("a2 OK selected\r\n* BYE\r\na3 OK\r\n");
    }

    // Defect 1
    @ParameterizedTest
    @MethodSource("engines")
    void aLineOfWhichAPartCameWithTheLoginIsWhole(TestBridge.Engine engine) throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (StandInServer provider = StandIns.imap(peer -> heard.complete(peer.line()));
                TestBridge bridge = bridge(engine, provider);
                Peer client = bridge.connect(Protocol.IMAP)) {
            client.send(bridge.loginCommand("a1") + "\r\na2 SELECT IN");
            client.lineStarting("a1 OK");
            client.send("BOX\r\n");
            assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("a2 SELECT INBOX");
        }
    }

    // Defect 1
    @ParameterizedTest
    @MethodSource("engines")
    void aLineThatIsCompletedDuringTheDialIsWhole(TestBridge.Engine engine) throws Exception {
        CountDownLatch dialled = new CountDownLatch(1);
        CountDownLatch completed = new CountDownLatch(1);
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (StandInServer provider =
                        StandIns.tls(peer -> {
                            dialled.countDown();
                            completed.await();
                            StandIns.letIn(peer);
                            heard.complete(peer.line());
                        });
                TestBridge bridge = bridge(engine, provider);
                Peer client = bridge.connect(Protocol.IMAP)) {
            client.send(bridge.loginCommand("a1") + "\r\na2 SELECT IN");
            assertThat(dialled.await(10, TimeUnit.SECONDS)).isTrue();
            client.send("BOX\r\n");
            completed.countDown();
            assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("a2 SELECT INBOX");
        }
    }

    // Defect 2
    @ParameterizedTest
    @MethodSource("engines")
    void aClientThatTalksBeforeTheGreetingIsServed(TestBridge.Engine engine) throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (StandInServer provider = StandIns.imap(peer -> heard.complete(peer.line()));
                TestBridge bridge = bridge(engine, provider);
                Peer client = bridge.connectTls(Protocol.IMAP)) {
            client.send(bridge.loginCommand("a1") + "\r\na2 NOOP\r\n");
            assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("a2 NOOP");
            assertThat(client.line()).startsWith("* OK");
            assertThat(client.line()).startsWith("a1 OK");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void oneMebibyteBehindLoginWaitsInTheKernelAndArrivesWhole(TestBridge.Engine engine)
            throws Exception {
        byte[] message = new byte[ONE_MEBIBYTE];
        new Random(1).nextBytes(message);
        CountDownLatch looked = new CountDownLatch(1);
        CompletableFuture<byte[]> heard = new CompletableFuture<>();
        try (StandInServer provider =
                        StandIns.tls(peer -> {
                            looked.await();
                            StandIns.letIn(peer);
                            heard.complete(peer.octets(message.length));
                        });
                TestBridge bridge = bridge(engine, provider);
                Peer client = bridge.connect(Protocol.IMAP)) {
            String login = bridge.loginCommand("a1") + "\r\n";
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(() -> {
                        try {
                            client.send(login).send(message);
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    });
            client.line();
            SocketQueues queues = new SocketQueues(client.socket());
            long waiting = queues.mostThatWaits();
            looked.countDown();
            assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo(message);
            sending.get(10, TimeUnit.SECONDS);
            assertThat(login.length() + message.length - waiting)
                    .as("octets that the bridge read before the provider had answered")
                    .isBetween((long) login.length(), (long) LoginHandler.BUFFER_LIMIT + ONE_READ);
        }
    }

    private static TestBridge bridge(TestBridge.Engine engine, StandInServer provider)
            throws Exception {
        return new TestBridge(TestBridge.Plan.towards(Protocol.IMAP, provider.port()).on(engine));
    }
}
