package dev.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.core.access.SendingQuota;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.Speech;
import dev.postern.core.login.Turn;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.login.UpstreamOutcome;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

class SmtpFrontendTest {

    @Test
    void theConfiguredNameIsSaidToProviders() {
        SmtpFrontend frontend = frontend(Optional.of("bridge.example.org"));
        UpstreamDialogue dialogue = frontend.upstreamDialogue(login("s3cret"));
        dialogue.opened();

        assertThat(say(dialogue, "220 ready").octets())
                .isEqualTo("EHLO bridge.example.org\r\n".getBytes(US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "name\r\nMAIL FROM:<>", "bürö", "\0"})
    void aNameThatWouldEndTheWordIsRefused(String name) {
        assertThatThrownBy(() -> frontend(Optional.of(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EHLO");
    }

    @Test
    void aPasswordIsNotShownAndIsWipedOnceSent() {
        Speech speech = say(greeted("s3cret"), "250 AUTH PLAIN");
        String shown = speech.toString();
        speech.wipe();

        assertThat(shown).isEqualTo("AUTH PLAIN ••••\r\n");
        assertThat(speech.octets()).containsOnly(0);
    }

    @Test
    void aPasswordBehindAChallengeIsNotShownAndIsWipedOnceSent() {
        UpstreamDialogue dialogue = greeted("p".repeat(1000));
        say(dialogue, "250 AUTH PLAIN");
        Speech speech = say(dialogue, "334 ");
        String shown = speech.toString();
        speech.wipe();

        assertThat(shown).isEqualTo("••••\r\n");
        assertThat(speech.octets()).containsOnly(0);
    }

    private static UpstreamDialogue greeted(String secret) {
        UpstreamDialogue dialogue = frontend(Optional.empty()).upstreamDialogue(login(secret));
        dialogue.opened();
        say(dialogue, "220 ready");
        say(dialogue, "250-smtp.example.org");
        return dialogue;
    }

    private static Speech say(UpstreamDialogue dialogue, String line) {
        Turn<UpstreamOutcome> turn = dialogue.line(line.getBytes(US_ASCII));
        return turn.say();
    }

    private static SmtpFrontend frontend(Optional<String> name) {
        return new SmtpFrontend(name, List::of, SendingQuota.UNLIMITED);
    }

    private static UpstreamLogin login(String secret) {
        Upstream upstream =
                new Upstream(
                        "smtp.example.org",
                        465,
                        UpstreamTls.IMPLICIT,
                        new Trust.RuntimeAuthorities(),
                        "alice@example.org",
                        Optional.empty());
        return new UpstreamLogin(upstream, Secret.of(secret), SecretKind.PASSWORD);
    }
}
