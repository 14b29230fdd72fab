package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A token that the provider rejects is replaced, once, and the client hears nothing of it. */
class RejectedTokenIT {

    private static final String CHALLENGE =
            Base64.getEncoder()
                    .encodeToString(
                            "{\"status\":\"401\",\"schemes\":\"bearer\"}"
                                    .getBytes(StandardCharsets.US_ASCII));

    @TempDir Path directory;

    /** The tokens that the provider was shown, in order. */
    private final Queue<String> shown = new ConcurrentLinkedQueue<>();

    // Defect 4, 5
    @Test
    void theCommandRunsAnewAndTheLoginIsTriedOnceMore() throws Exception {
        try (StandInServer provider = StandIns.tls(peer -> imapTakes(peer, "token-2"));
                TestBridge bridge = bridge(Protocol.IMAP, provider, counting())) {
            logInToImap(bridge, "a1 OK");
            assertThat(shown).containsExactly("token-1", "token-2");
            assertThat(provider.faults()).isEmpty();
        }
    }

    // Defect 5
    @Test
    void theNextLoginUsesTheTokenThatWasAccepted() throws Exception {
        try (StandInServer provider = StandIns.tls(peer -> imapTakes(peer, "token-2"));
                TestBridge bridge = bridge(Protocol.IMAP, provider, counting())) {
            logInToImap(bridge, "a1 OK");
            logInToImap(bridge, "a1 OK");
            assertThat(shown).containsExactly("token-1", "token-2", "token-2");
        }
    }

    // Defect 4, 33
    @Test
    void twoRejectedTokensAreNotTheClientsFault() throws Exception {
        try (StandInServer provider = StandIns.tls(peer -> imapTakes(peer, "none"));
                TestBridge bridge = bridge(Protocol.IMAP, provider, counting());
                Peer client = bridge.connect(Protocol.IMAP)) {
            client.line();
            client.send(bridge.loginCommand("a1") + "\r\n");
            assertThat(client.line())
                    .startsWith("* NO [ALERT]")
                    .contains("postern account check " + TestBridge.ACCOUNT);
            assertThat(client.line()).startsWith("a1 NO [UNAVAILABLE]");
            assertThat(shown).containsExactly("token-1", "token-2");
        }
    }

    @Test
    void aTokenThatTheCommandPrintsAgainIsNotTriedAgain() throws Exception {
        try (StandInServer provider = StandIns.tls(peer -> imapTakes(peer, "none"));
                TestBridge bridge =
                        bridge(Protocol.IMAP, provider, List.of("echo", "the-same-token"))) {
            logInToImap(bridge, "a1 NO [UNAVAILABLE]");
            assertThat(shown).containsExactly("the-same-token");
        }
    }

    // Defect 4, 5
    @Test
    void smtpRunsTheCommandAnewAndTriesTheLoginOnceMore() throws Exception {
        try (StandInServer provider = StandIns.tls(peer -> smtpTakes(peer, "token-2"));
                TestBridge bridge = bridge(Protocol.SMTP, provider, counting());
                Peer client = bridge.connect(Protocol.SMTP)) {
            client.line();
            client.send("EHLO test\r\n");
            client.lineStarting("250 ");
            client.send(BeforeTlsIT.authPlain(bridge));
            assertThat(client.line()).startsWith("235");
            assertThat(shown).containsExactly("token-1", "token-2");
            assertThat(provider.faults()).isEmpty();
        }
    }

    private void imapTakes(Peer peer, String good) throws IOException {
        StandIns.Xoauth2 brought = StandIns.greetAndReadToken(peer);
        shown.add(brought.token());
        if (brought.token().equals(good)) {
            peer.send(brought.tag() + " OK [CAPABILITY IMAP4rev1] logged in\r\n");
        } else {
            peer.send("+ " + CHALLENGE + "\r\n");
            assertThat(peer.line()).as("the answer to the error challenge").isEmpty();
            peer.send(brought.tag() + " NO [AUTHENTICATIONFAILED] Invalid credentials\r\n");
        }
        peer.rest();
    }

    private void smtpTakes(Peer peer, String good) throws IOException {
        StandIns.greetSmtp(peer);
        StandIns.Xoauth2 brought = StandIns.Xoauth2.in(peer.line());
        shown.add(brought.token());
        if (brought.token().equals(good)) {
            peer.send("235 2.7.0 ok\r\n");
        } else {
            peer.send("334 " + CHALLENGE + "\r\n");
            assertThat(peer.line()).as("the answer to the error challenge").isEmpty();
            peer.send("535 5.7.8 not accepted\r\n");
        }
        peer.rest();
    }

    private static void logInToImap(TestBridge bridge, String expected) throws IOException {
        try (Peer client = bridge.connect(Protocol.IMAP)) {
            client.line();
            client.send(bridge.loginCommand("a1") + "\r\n");
            assertThat(client.lineStarting("a1 ")).startsWith(expected);
        }
    }

    /** Prints token-1 when first run, token-2 the second time, and so on. */
    private List<String> counting() throws IOException {
        Path runs = Files.createFile(directory.resolve("runs"));
        return List.of(
                "sh", "-c", "echo run >> \"$0\"; echo token-$(wc -l < \"$0\")", runs.toString());
    }

    private static TestBridge bridge(
            Protocol protocol, StandInServer provider, List<String> command) throws Exception {
        return new TestBridge(
                TestBridge.Plan.towards(protocol, provider.port())
                        .with(
                                new Credential.Command(
                                        command, SecretKind.TOKEN, Duration.ofSeconds(10))));
    }
}
