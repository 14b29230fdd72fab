package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.postern.core.access.AddressPattern;
import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.Rotation;
import dev.postern.core.access.SmtpPolicy;
import dev.postern.core.account.Protocol;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import jakarta.mail.Address;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a restricted app may not send does not reach a real server, over real sockets. */
@SuppressWarnings("StringConcatToTextBlock") // the ends of lines are what is tried
class RestrictedSmtpIT {

    private static final String ENVELOPE =
            "MAIL FROM:<ann@example.org>\r\nRCPT TO:<ann@example.org>\r\nDATA\r\n";

    private static final String EVIL = "evil.example";

    private static Provider provider;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        provider = Provider.withTheRightPassword();
        bridge =
                new TestBridge(
                        TestBridge.Plan.towards(provider.upstreams()).policy(policy(100_000)));
    }

    static AppPolicy policy(long largest) {
        List<AddressPattern> own = List.of(AddressPattern.parse(TestBridge.USER).orElseThrow());
        return new AppPolicy(
                Set.of(Protocol.SMTP),
                ImapPolicy.UNRESTRICTED,
                new SmtpPolicy(own, own, OptionalInt.empty(), OptionalLong.of(largest)),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Rotation.USUAL);
    }

    @AfterAll
    static void stop() throws Exception {
        bridge.close();
        provider.close();
    }

    @AfterEach
    void forgetMessages() throws Exception {
        provider.mail().purgeEmailFromAllMailboxes();
    }

    @Test
    void jakartaMailSendsWhatIsAllowed() throws Exception {
        try (Transport transport = new MailClient(bridge, ListenerSecurity.TLS).smtp()) {
            MimeMessage message = Messages.small("one", "1\r\n.\r\n..2");
            message.setFrom(new InternetAddress(TestBridge.USER, "Ännchen"));
            message.saveChanges();
            transport.sendMessage(message, new Address[] {new InternetAddress(TestBridge.USER)});
        }
        assertThat(provider.mail().getReceivedMessages()).hasSize(1);
        assertThat(provider.mail().getReceivedMessages()[0].getContent())
                .asString()
                .isEqualToNormalizingNewlines("1\n.\n..2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAIL FROM:<ann@evil.example>\r\nRCPT TO:<ann@example.org>\r\nDATA\r\n",
                "MAIL FROM:<ann@example.org>\r\nRCPT TO:<bob@evil.example>\r\nDATA\r\n",
                "MAIL FROM:<ann@example.org>\r\n"
                        + "RCPT TO:<@evil.example:ann@example.org>\r\n"
                        + "DATA\r\n",
                ENVELOPE + "From: ann@evil.example\r\n\r\nHello\r\n.\r\n",
                ENVELOPE + "From: ann@example.org\r\nFrom: ann@evil.example\r\n\r\nHello\r\n.\r\n",
                ENVELOPE + "Subject: evil.example\r\n\r\nHello\r\n.\r\n",
                ENVELOPE
                        + "From: ann@example.org\r\n\r\n"
                        + "Hello\n"
                        + ".\n"
                        + "MAIL FROM:<a@evil.example>\r\n"
                        + ".\r\n",
                ENVELOPE
                        + "From: ann@example.org\r\n\r\n"
                        + "Hello\r\n"
                        + ".\n"
                        + "MAIL FROM:<a@evil.example>\r\n"
                        + ".\r\n",
                ENVELOPE
                        + "From: ann@example.org\r\n\r\n"
                        + "Hello\r"
                        + ".\r"
                        + "MAIL FROM:<a@evil.example>\r\n"
                        + ".\r\n",
                ENVELOPE + "From: ann@example.org\r\n\r\nHello\r\n\0.\r\n@evil.example\r\n.\r\n",
                "MAIL FROM:<ann@example.org>\r\n"
                        + "RCPT TO:<ann@example.org>\r\n"
                        + "BDAT 14 LAST\r\n"
                        + "evil.example\r\n",
                "BDAT -1\r\nMAIL FROM:<a@evil.example>\r\n",
                "MAIL FROM:<ann@example.org>\nMAIL FROM:<a@evil.example>\r\n",
                "XCLIENT ADDR=evil.example\r\n",
            })
    void nothingOfAViolationReachesTheProvider(String violation) throws Exception {
        try (Peer client = loggedIn()) {
            client.send(violation + "QUIT\r\n");
            client.finish();
            String heard = new String(client.rest(), ISO_8859_1);
            assertThat(heard).containsPattern("(?m)^5[05][0-9] ").doesNotContain("250 2.6");
        }
        assertThat(provider.mail().getReceivedMessages()).isEmpty();
        assertThat(provider.heard()).doesNotContain(EVIL);
    }

    @Test
    void aMessageOverTheLimitIsNotDelivered() throws Exception {
        try (Peer client = loggedIn()) {
            client.send(ENVELOPE + "From: ann@example.org\r\n\r\n");
            for (int line = 0; line < 2_000; line++) {
                client.send("x".repeat(98) + "\r\n");
            }
            client.send(".\r\n");
            assertThat(client.lineStarting("552")).startsWith("552 5.3.4 ");
            assertThat(client.rest()).isEmpty();
        }
        assertThat(provider.mail().getReceivedMessages()).isEmpty();
        await().until(() ->
                bridge.audited().await("session-ended", 1).stream()
                        .anyMatch(end ->
                                end.get("reason").getAsString().equals("message-too-large")));
    }

    @Test
    void fiftyMebibytesWaitWhereTheyAreUntilTheProviderReadsThem() throws Exception {
        byte[] body = new byte[50 * 1024 * 1024];
        new Random(3).nextBytes(body);
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i % 80 == 78 ? '\r' : i % 80 == 79 ? '\n' : 'a' + (body[i] & 15));
        }
        CountDownLatch reads = new CountDownLatch(1);
        CompletableFuture<byte[]> digest = new CompletableFuture<>();
        try (StandInServer slow =
                        StandIns.smtp(peer -> {
                            answer(peer, "250 ok", "250 ok", "354 go");
                            peer.lineStarting("From: ");
                            peer.line();
                            reads.await(60, TimeUnit.SECONDS);
                            digest.complete(sha256(peer.octets(body.length)));
                            peer.line();
                            peer.send("250 stored\r\n");
                        });
                TestBridge other =
                        new TestBridge(
                                TestBridge.Plan.towards(Protocol.SMTP, slow.port())
                                        .policy(policy(60_000_000)));
                Peer client = loggedIn(other)) {
            client.send(ENVELOPE);
            client.lineStarting("354");
            client.send("From: ann@example.org\r\n\r\n");
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(() -> sendQuietly(client, body));
            assertThat(new SocketQueues(client.socket()).mostThatWaits()).isPositive();
            assertThat(sending).isNotDone();
            reads.countDown();
            sending.get(60, TimeUnit.SECONDS);
            client.send(".\r\n");
            assertThat(client.line()).isEqualTo("250 stored");
            assertThat(digest.get(20, TimeUnit.SECONDS)).isEqualTo(sha256(body));
        }
    }

    private static void answer(Peer peer, String... replies) throws IOException {
        for (String reply : replies) {
            peer.line();
            peer.send(reply + "\r\n");
        }
    }

    private static byte[] sha256(byte[] octets) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(octets);
    }

    private static void sendQuietly(Peer client, byte[] octets) {
        try {
            client.send(octets);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Peer loggedIn() throws IOException {
        return loggedIn(bridge);
    }

    static Peer loggedIn(TestBridge bridge) throws IOException {
        Peer client = bridge.connect(Protocol.SMTP);
        client.send("EHLO test\r\n" + BeforeTlsIT.authPlain(bridge));
        client.lineStarting("235");
        return client;
    }
}
