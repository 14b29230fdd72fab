package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.ImapProfile;
import dev.postern.core.access.Rotation;
import dev.postern.core.access.SmtpPolicy;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.testing.DelayingRelay;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A provider 50 ms away whose connection was logged in before the client came. */
class SparesIT {

    private static final Logger LOG = LoggerFactory.getLogger(SparesIT.class);

    private static final Duration ROUND_TRIP = Duration.ofMillis(50);

    private static final int LOGINS = 5;

    /** A login takes half a millisecond; machines that build other things as well take longer. */
    private static final Duration FELT_AS_LOCAL = Duration.ofSeconds(2);

    @ParameterizedTest
    @EnumSource
    void nothingIsSaidToTheProviderBetweenLoginAndItsAnswer(Protocol protocol) throws Exception {
        try (Provider greenMail = Provider.withTheRightPassword();
                DelayingRelay far =
                        new DelayingRelay(greenMail.upstreams().get(protocol).port(), ROUND_TRIP);
                TestBridge bridge = bridge(protocol, far)) {
            long cold;
            try (LoggedIn first = logIn(bridge, protocol, "first")) {
                cold = first.nanos();
            }
            for (int i = 1; i <= LOGINS; i++) {
                awaitSpare(bridge, protocol);
                int spare = far.connections() - 1;
                int before = far.chunks(spare);

                try (LoggedIn login = logIn(bridge, protocol, "spare" + i)) {
                    assertThat(far.chunks(spare))
                            .as("chunks on its connection, either way, up to the answer")
                            .isEqualTo(before);
                    assertThat(login.nanos()).isLessThan(FELT_AS_LOCAL.toNanos());
                    LOG.info(
                            "{}: {} us with a spare, {} us without",
                            protocol,
                            login.nanos() / 1000,
                            cold / 1000);
                }
            }
        }
    }

    @Test
    void aRestrictedAppIsRestrictedOnASpareToo() throws Exception {
        AppPolicy readOnly =
                new AppPolicy(
                        Set.of(Protocol.IMAP),
                        new ImapPolicy(ImapProfile.READ_ONLY, List.of()),
                        SmtpPolicy.UNRESTRICTED,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Rotation.USUAL);
        try (StandInServer provider = StandIns.imap(SparesIT::answerAll);
                TestBridge bridge =
                        new TestBridge(
                                TestBridge.Plan.towards(Protocol.IMAP, provider.port())
                                        .policy(readOnly),
                                1)) {
            logIn(bridge, Protocol.IMAP, "first").close();
            awaitSpare(bridge, Protocol.IMAP);
            try (Peer client = bridge.connect(Protocol.IMAP)) {
                client.line();
                client.send(bridge.loginCommand("a1") + "\r\n");
                assertThat(client.lineStarting("a1")).startsWith("a1 OK");
                client.send("a2 SELECT INBOX\r\n");
                assertThat(client.lineStarting("a2")).isEqualTo("a2 OK EXAMINE INBOX");
                client.send("a3 STORE 1 +FLAGS (\\Seen)\r\n");
                assertThat(client.lineStarting("a3")).startsWith("a3 NO [NOPERM]");
            }
        }
    }

    private static void answerAll(Peer peer) throws IOException {
        while (true) {
            String command = peer.line();
            String tag = StandIns.tag(command);
            peer.send(tag + " OK " + command.substring(tag.length() + 1) + "\r\n");
        }
    }

    @Test
    void commandsPipelinedBehindTheLoginReachTheSpare() throws Exception {
        try (StandInServer provider = StandIns.imap(SparesIT::answerAll);
                TestBridge bridge =
                        new TestBridge(
                                TestBridge.Plan.towards(Protocol.IMAP, provider.port()), 1)) {
            logIn(bridge, Protocol.IMAP, "first").close();
            awaitSpare(bridge, Protocol.IMAP);
            try (Peer client = bridge.connectTls(Protocol.IMAP)) {
                client.send(bridge.loginCommand("a1") + "\r\na2 SELECT INBOX\r\na3 NOOP\r\n");
                assertThat(client.line()).startsWith("* OK");
                assertThat(client.line()).startsWith("a1 OK [CAPABILITY IMAP4rev1 IDLE]");
                assertThat(client.line()).isEqualTo("a2 OK SELECT INBOX");
                assertThat(client.line()).isEqualTo("a3 OK NOOP");
            }
        }
    }

    @Test
    void aWrongPasswordGetsNoSpare() throws Exception {
        try (StandInServer provider = StandIns.imap(SparesIT::answerAll);
                TestBridge bridge =
                        new TestBridge(
                                TestBridge.Plan.towards(Protocol.IMAP, provider.port()), 1)) {
            logIn(bridge, Protocol.IMAP, "first").close();
            awaitSpare(bridge, Protocol.IMAP);
            try (Peer client = bridge.connect(Protocol.IMAP)) {
                client.send("a1 LOGIN " + TestBridge.USER + " pst_nobody\r\n");
                assertThat(client.lineStarting("a1")).startsWith("a1 NO [AUTHENTICATIONFAILED]");
            }
            assertThat(bridge.spares(Protocol.IMAP)).isOne();
            assertThat(provider.connections()).isEqualTo(2);
        }
    }

    @Test
    void theLogSaysWhoHadASpare() throws Exception {
        try (StandInServer provider = StandIns.imap(SparesIT::answerAll);
                LoggedWords log = new LoggedWords();
                TestBridge bridge =
                        new TestBridge(
                                TestBridge.Plan.towards(Protocol.IMAP, provider.port()), 1)) {
            logIn(bridge, Protocol.IMAP, "first").client().reset();
            awaitSpare(bridge, Protocol.IMAP);
            logIn(bridge, Protocol.IMAP, "second").client().reset();
            await().untilAsserted(() -> assertThat(bridge.sessions().count()).isZero());
            assertThat(log.all().lines().filter(line -> line.contains("Session ended")))
                    .hasSize(2)
                    .filteredOn(line -> line.contains("upstream=\"spare\""))
                    .hasSize(1);
        }
    }

    private static TestBridge bridge(Protocol protocol, DelayingRelay far) throws Exception {
        Upstream upstream = TestBridge.upstream(far.port(), UpstreamTls.IMPLICIT);
        return new TestBridge(TestBridge.Plan.towards(Map.of(protocol, upstream)), 1);
    }

    private static void awaitSpare(TestBridge bridge, Protocol protocol) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(bridge.spares(protocol)).isOne());
    }

    /** A client that has logged in, and how long it has waited for that. */
    private record LoggedIn(Peer client, long nanos) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    private static LoggedIn logIn(TestBridge bridge, Protocol protocol, String tag)
            throws IOException {
        Peer client = bridge.connect(protocol);
        client.line();
        return switch (protocol) {
            case IMAP -> {
                long start = System.nanoTime();
                client.send(bridge.loginCommand(tag) + "\r\n");
                assertThat(client.lineStarting(tag)).startsWith(tag + " OK");
                yield new LoggedIn(client, System.nanoTime() - start);
            }
            case SMTP -> {
                client.send("EHLO test\r\n");
                client.lineStarting("250 ");
                long start = System.nanoTime();
                client.send(BeforeTlsIT.authPlain(bridge));
                assertThat(client.line()).startsWith("235");
                yield new LoggedIn(client, System.nanoTime() - start);
            }
        };
    }
}
