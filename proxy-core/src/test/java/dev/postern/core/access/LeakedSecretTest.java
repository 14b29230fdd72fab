package dev.postern.core.access;

import static dev.postern.core.access.Cast.KEY;
import static dev.postern.core.access.Cast.NOON;
import static dev.postern.core.access.Cast.RANDOM;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

final class LeakedSecretTest {

    private static Verifiers.Issue secret(SecretForm form) {
        return Verifiers.none().issue("laptop", form, KEY, RANDOM, NOON);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void isFoundWhereverItStands() {
        Verifiers.Issue one = secret(SecretForm.USUAL);
        Verifiers.Issue other = secret(SecretForm.DECOY);
        String text =
                "pass = \""
                        + one.text().revealText()
                        + "\"\n\0pst_pst_ é"
                        + other.text().revealText().toUpperCase(java.util.Locale.ROOT);

        assertThat(LeakedSecret.findIn(octets(text)))
                .extracting(LeakedSecret::id)
                .containsExactly(one.issued().id(), other.issued().id());
        assertThat(LeakedSecret.findIn(octets(text)).getFirst())
                .satisfies(found -> {
                    assertThat(found.offset()).isEqualTo(8);
                    assertThat(found.text()).isEqualTo(one.text());
                });
    }

    @Test
    void isNotFoundWhereOneCharacterDiffersOrIsMissing() {
        String text = secret(SecretForm.USUAL).text().revealText();
        String wrong =
                text.substring(0, 20) + (text.charAt(20) == 'a' ? 'b' : 'a') + text.substring(21);

        assertThat(LeakedSecret.findIn(octets(wrong))).isEmpty();
        assertThat(LeakedSecret.findIn(octets(text.substring(0, 43)))).isEmpty();
        assertThat(LeakedSecret.findIn(octets(secret(SecretForm.COMPACT).text().revealText())))
                .isEmpty();
        assertThat(LeakedSecret.findIn(new byte[0])).isEmpty();
    }

    @Test
    void printsNothingOfItself() {
        String text = secret(SecretForm.USUAL).text().revealText();

        assertThat(LeakedSecret.findIn(octets(text)).getFirst().toString())
                .doesNotContain(text.substring(12));
    }
}
