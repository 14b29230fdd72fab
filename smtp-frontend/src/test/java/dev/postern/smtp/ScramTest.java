package dev.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.SendingQuota;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.Next;
import dev.postern.core.login.Turn;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.login.UpstreamOutcome;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.ScramServer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** SCRAM-SHA-256, of which no script can be written: both sides throw dice. */
class ScramTest {

    private static final String PASSWORD = "real secret";

    private final ScramServer server = new ScramServer(PASSWORD);
    private final UpstreamDialogue dialogue = dialogue();
    private String challenge = "";

    @BeforeEach
    void begin() {
        dialogue.opened();
        dialogue.line(octets("220 mail.example.org ESMTP"));
        dialogue.line(octets("250-mail.example.org"));
        String command = said(dialogue.line(octets("250 AUTH PLAIN SCRAM-SHA-256")));
        assertThat(command).startsWith("AUTH SCRAM-SHA-256 ");
        challenge = server.challenge(decoded(command.substring(command.lastIndexOf(' ') + 1)));
    }

    @Test
    void logsInWhereBothSidesKnowThePassword() throws Exception {
        String proof = answer(challenge);
        assertThat(answer(server.verdict(proof))).isEmpty();
        assertThat(outcome("235 2.7.0 Yes")).isInstanceOf(UpstreamReady.class);
    }

    @Test
    void aServerThatDoesNotKnowThePasswordIsHungUpOn() {
        answer(challenge);
        assertThat(outcome(challenge("v=" + "AAAA".repeat(10) + "AAA=")))
                .isInstanceOf(UpstreamFailure.ProtocolViolation.class);
    }

    @Test
    void aSuccessWithoutTheServersProofIsNone() {
        answer(challenge);
        assertThat(outcome("235 2.7.0 Yes")).isInstanceOf(UpstreamFailure.ProtocolViolation.class);
    }

    @Test
    void aSuccessInPlaceOfTheFirstChallengeIsNone() {
        assertThat(outcome("235 2.7.0 Yes")).isInstanceOf(UpstreamFailure.ProtocolViolation.class);
    }

    @Test
    void aRefusalWithItsReasonIsOfTheCredentials() {
        answer(challenge);
        assertThat(answer("e=invalid-proof")).isEmpty();
        assertThat(outcome("535 5.7.8 No")).isInstanceOf(UpstreamFailure.CredentialsRejected.class);
    }

    private static UpstreamDialogue dialogue() {
        Upstream upstream =
                new Upstream(
                        "mail.example.org",
                        993,
                        UpstreamTls.IMPLICIT,
                        new Trust.RuntimeAuthorities(),
                        "jo@example.org",
                        Optional.empty());
        return new SmtpFrontend(Optional.empty(), List::of, SendingQuota.UNLIMITED)
                .upstreamDialogue(
                        new UpstreamLogin(upstream, Secret.of(PASSWORD), SecretKind.PASSWORD));
    }

    private static String challenge(String words) {
        return "334 " + Base64.getEncoder().encodeToString(octets(words));
    }

    /** What the dialogue answers, decoded. */
    private String answer(String words) {
        return decoded(said(dialogue.line(octets(challenge(words)))));
    }

    private UpstreamOutcome outcome(String line) {
        Next<UpstreamOutcome> next = dialogue.line(octets(line)).next();
        assertThat(next).isInstanceOf(Next.Done.class);
        return ((Next.Done<UpstreamOutcome>) next).result();
    }

    private static String said(Turn<UpstreamOutcome> turn) {
        return new String(turn.say().octets(), StandardCharsets.UTF_8).strip();
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
