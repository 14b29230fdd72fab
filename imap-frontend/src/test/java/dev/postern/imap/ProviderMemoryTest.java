package dev.postern.imap;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** A second login at a provider that says nothing by itself. */
class ProviderMemoryTest {

    private static final String PLAIN = "AUTHENTICATE PLAIN AGFsaWNlAHMzY3JldA==\r\n";

    private final ImapFrontend frontend = new ImapFrontend(new ProviderMemory());
    private UpstreamDialogue dialogue = dialogue("alice");

    @BeforeEach
    void logInOnce() {
        assertThat(says("* OK Hello")).isEqualTo("P1 CAPABILITY\r\n");
        says("* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN");
        assertThat(says("P1 OK Done")).isEqualTo("P2 " + PLAIN);
        assertThat(says("P2 OK Logged in")).isEqualTo("P3 CAPABILITY\r\n");
        says("* CAPABILITY IMAP4rev1 IDLE");
        assertThat(outcome("P3 OK Done")).isEqualTo(ready("IMAP4rev1", "IDLE"));
        dialogue = dialogue("alice");
    }

    @Test
    void nothing_is_asked_that_was_said_last_time() {
        assertThat(says("* OK Hello")).isEqualTo("P1 " + PLAIN);
        assertThat(outcome("P1 OK Logged in")).isEqualTo(ready("IMAP4rev1", "IDLE"));
    }

    @Test
    void what_the_provider_says_counts_more() {
        assertThat(says("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] Hello"))
                .isEqualTo("P1 AUTHENTICATE PLAIN\r\n");
        says("+ ");
        assertThat(outcome("P1 OK [CAPABILITY IMAP4rev1 UIDPLUS] Logged in"))
                .isEqualTo(ready("IMAP4rev1", "UIDPLUS"));
    }

    @Test
    void another_user_is_another_matter() {
        dialogue = dialogue("bob");
        assertThat(says("* OK Hello")).isEqualTo("P1 CAPABILITY\r\n");
    }

    @Test
    void a_refusal_stands_where_the_provider_still_offers_the_same() {
        says("* OK Hello");
        assertThat(says("P1 NO [AUTHENTICATIONFAILED] No")).isEqualTo("P2 CAPABILITY\r\n");
        says("* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN");
        assertThat(outcome("P2 OK Done")).isInstanceOf(UpstreamFailure.CredentialsRejected.class);
    }

    @Test
    void a_refused_login_is_tried_as_the_provider_offers_it_now() {
        says("* OK Hello");
        assertThat(says("P1 BAD Unknown mechanism")).isEqualTo("P2 CAPABILITY\r\n");
        says("* CAPABILITY IMAP4rev1");
        assertThat(says("P2 OK Done")).isEqualTo("P3 LOGIN \"alice\" \"s3cret\"\r\n");
        assertThat(says("P3 OK Logged in")).isEqualTo("P4 CAPABILITY\r\n");
    }

    @Test
    void a_login_is_tried_twice_at_most() {
        says("* OK Hello");
        says("P1 BAD Unknown mechanism");
        says("* CAPABILITY IMAP4rev1");
        says("P2 OK Done");
        assertThat(outcome("P3 NO [AUTHENTICATIONFAILED] No"))
                .isInstanceOf(UpstreamFailure.CredentialsRejected.class);
    }

    private UpstreamDialogue dialogue(String user) {
        Upstream upstream =
                new Upstream(
                        "mail.example.org",
                        993,
                        UpstreamTls.IMPLICIT,
                        new Trust.RuntimeAuthorities(),
                        user,
                        Optional.empty());
        UpstreamDialogue fresh =
                frontend.upstreamDialogue(
                        new UpstreamLogin(upstream, Secret.of("s3cret"), SecretKind.PASSWORD));
        fresh.opened();
        return fresh;
    }

    private static UpstreamReady ready(String... offers) {
        return new UpstreamReady(List.of(offers), List.of());
    }

    private String says(String line) {
        return new String(turn(line).say().octets(), UTF_8);
    }

    private UpstreamOutcome outcome(String line) {
        Next<UpstreamOutcome> next = turn(line).next();
        assertThat(next).isInstanceOf(Next.Done.class);
        return ((Next.Done<UpstreamOutcome>) next).result();
    }

    private Turn<UpstreamOutcome> turn(String line) {
        return dialogue.line(line.getBytes(UTF_8));
    }
}
