package dev.postern.imap;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.Speech;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Base64;
import java.util.Optional;

class SecretsTest {

    private static final String SECRET = "s3cret-enough";

    @ParameterizedTest
    @ValueSource(strings = {"IMAP4rev1", "IMAP4rev1 SASL-IR AUTH=PLAIN"})
    void the_words_that_carry_the_password_are_shown_without_it_and_wiped(String capabilities) {
        Speech said = login("* OK [CAPABILITY " + capabilities + "] Hello");

        String base64 = Base64.getEncoder().encodeToString(("\0alice\0" + SECRET).getBytes(UTF_8));
        assertThat(new String(said.octets(), UTF_8)).containsAnyOf(SECRET, base64);
        assertThat(said.toString()).contains("••••").doesNotContain(SECRET, base64);
        said.wipe();
        assertThat(said.octets()).containsOnly(0);
    }

    private static Speech login(String greeting) {
        Upstream upstream =
                new Upstream(
                        "mail.example.org",
                        993,
                        UpstreamTls.IMPLICIT,
                        new Trust.RuntimeAuthorities(),
                        "alice",
                        Optional.empty());
        UpstreamDialogue dialogue =
                new ImapFrontend()
                        .upstreamDialogue(
                                new UpstreamLogin(
                                        upstream, Secret.of(SECRET), SecretKind.PASSWORD));
        dialogue.opened();
        return dialogue.line(greeting.getBytes(UTF_8)).say();
    }
}
