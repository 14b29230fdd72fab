package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;

import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.ImapProfile;
import dev.postern.core.access.Rotation;
import dev.postern.core.access.SmtpPolicy;
import dev.postern.core.account.Protocol;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What log and audit say of the octets of a session behind a gate: those that were relayed, and
 * nothing that the gate has said or asked itself.
 */
class RelayedOctetsIT {

    private static final String MAIL = "MAIL FROM:<ann@example.org>\r\n";
    private static final String RESET = "RSET\r\n";
    private static final String SMTP_REPLIES = "250 ok\r\n250 it is reset\r\n";

    @Test
    void behindTheSmtpGateBothDirectionsAreTold() throws Exception {
        CompletableFuture<Integer> afterwards = new CompletableFuture<>();
        try (LoggedWords log = new LoggedWords();
                StandInServer provider =
                        StandIns.smtp(peer -> {
                            peer.line();
                            peer.line();
                            peer.send(SMTP_REPLIES);
                            afterwards.complete(peer.rest().length);
                        });
                TestBridge bridge =
                        new TestBridge(
                                TestBridge.Plan.towards(Protocol.SMTP, provider.port())
                                        .policy(RestrictedSmtpIT.policy(100_000)))) {
            try (Peer client = RestrictedSmtpIT.loggedIn(bridge)) {
                client.send(MAIL + RESET);
                client.lineStarting("250 it is reset");
                client.send("XCLIENT ADDR=evil.example\r\nQUIT\r\n");
                client.lineStarting("221");
            }
            int sent = MAIL.length() + RESET.length() + afterwards.get(10, TimeUnit.SECONDS);
            assertTold(bridge, log, sent, SMTP_REPLIES.length());
        }
    }

    @Test
    void behindTheImapGateBothDirectionsAreTold() throws Exception {
        String select = "a SELECT INBOX\r\n";
        String replies = "* 3 EXISTS\r\n* 0 RECENT\r\n";
        CompletableFuture<String> asked = new CompletableFuture<>();
        try (LoggedWords log = new LoggedWords();
                StandInServer provider =
                        StandIns.imap(peer -> {
                            String command = peer.line();
                            peer.send(replies + tag(command) + " OK [READ-ONLY] done\r\n");
                            asked.complete(command + "\r\n" + peer.line() + "\r\n");
                        });
                TestBridge bridge =
                        new TestBridge(
                                TestBridge.Plan.towards(Protocol.IMAP, provider.port())
                                        .policy(readOnly()))) {
            String end = "a OK [READ-ONLY] done\r\n";
            try (Peer client = bridge.connect(Protocol.IMAP)) {
                client.lineStarting("* OK");
                client.send(bridge.loginCommand("l") + "\r\n");
                client.lineStarting("l OK");
                client.send(select);
                assertThat(client.lineStarting("a ")).isEqualTo(end.strip());
                client.send("b EXPUNGE\r\n");
                client.lineStarting("b NO [NOPERM]");
                client.send("c NOOP\r\n");
                client.rest();
            }
            int sent = asked.get(10, TimeUnit.SECONDS).length();
            assertTold(bridge, log, sent, replies.length() + end.length());
        }
    }

    private static String tag(String command) {
        return command.substring(0, command.indexOf(' '));
    }

    private static AppPolicy readOnly() {
        return new AppPolicy(
                Set.of(Protocol.IMAP),
                new ImapPolicy(ImapProfile.READ_ONLY, List.of()),
                SmtpPolicy.UNRESTRICTED,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Rotation.USUAL);
    }

    private static void assertTold(TestBridge bridge, LoggedWords log, int sent, int received) {
        JsonObject end = bridge.audited().await("session-ended", 1).getFirst();
        assertThat(end.get("sent").getAsInt()).isEqualTo(sent);
        assertThat(end.get("received").getAsInt()).isEqualTo(received);
        await().until(() ->
                log.all()
                        .lines()
                        .filter(line -> line.contains("Session ended"))
                        .anyMatch(line ->
                                line.contains("sent=\"" + sent + "\"")
                                        && line.contains("received=\"" + received + "\"")));
    }
}
