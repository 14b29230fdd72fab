package dev.postern.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.AppPassword.Reading;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

final class AppPasswordTest {

    private final AppPassword password = AppPassword.generate(SecretForm.USUAL, new SecureRandom());
    private final String text = password.text().revealText();

    @Test
    void isAPrefixAndFortyCharactersThatADoubleClickSelects() {
        assertThat(text).matches("pst_[a-z2-7]{40}");
    }

    @Test
    void isReadAsItWasWritten() {
        Reading reading = AppPassword.read(password.text());

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.WellFormed.class,
                        it -> {
                            assertThat(it.password().id()).isEqualTo(password.id());
                            assertThat(it.password().body()).isEqualTo(password.body());
                        });
    }

    @Test
    void isReadInCapitalsToo() {
        assertThat(AppPassword.read(Secret.of(text.toUpperCase(Locale.ROOT))))
                .isInstanceOf(Reading.WellFormed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {" %s", "%s\n", "\t%s\r\n", "  %s  "})
    void isReadWithWhiteSpaceAroundIt(String pasted) {
        assertThat(AppPassword.read(Secret.of(pasted.formatted(text))))
                .isInstanceOf(Reading.WellFormed.class);
    }

    @Test
    void tellsEveryChangedCharacterFromAnUnknownSecret() {
        for (int i = AppPassword.PREFIX.length(); i < text.length(); i++) {
            char other = text.charAt(i) == 'a' ? 'b' : 'a';
            String mistyped = text.substring(0, i) + other + text.substring(i + 1);

            assertThat(AppPassword.read(Secret.of(mistyped))).isInstanceOf(Reading.Mistyped.class);
        }
    }

    @Test
    void tellsSwappedNeighboursFromAnUnknownSecret() {
        for (int i = AppPassword.PREFIX.length(); i + 1 < text.length(); i++) {
            String swapped =
                    text.substring(0, i)
                            + text.charAt(i + 1)
                            + text.charAt(i)
                            + text.substring(i + 2);

            if (!swapped.equals(text)) {
                assertThat(AppPassword.read(Secret.of(swapped)))
                        .isInstanceOf(Reading.Mistyped.class);
            }
        }
    }

    @Test
    void isMistypedIfACharacterIsMissingOrTooMany() {
        assertThat(AppPassword.read(Secret.of(text.substring(0, text.length() - 1))))
                .isInstanceOf(Reading.Mistyped.class);
        assertThat(AppPassword.read(Secret.of(text + "a"))).isInstanceOf(Reading.Mistyped.class);
        assertThat(AppPassword.read(Secret.of(AppPassword.PREFIX)))
                .isInstanceOf(Reading.Mistyped.class);
    }

    @ParameterizedTest
    @ValueSource(chars = {'0', '1', '8', '9', ' ', '=', '\u00e4'})
    void isMistypedIfACharacterIsNotOfTheAlphabet(char wrong) {
        String mistyped = text.substring(0, 20) + wrong + text.substring(21);

        assertThat(AppPassword.read(Secret.of(mistyped))).isInstanceOf(Reading.Mistyped.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "pst", "pst-aaaa", "hunter2", "xpst_aaaa", "\u0000", "p\u017ft_"})
    void leavesWhateverElsePeopleTypeToChosenPasswords(String typed) {
        assertThat(AppPassword.read(Secret.of(typed))).isInstanceOf(Reading.NotGenerated.class);
    }

    @Test
    void neverRepeatsItself() {
        SecureRandom random = new SecureRandom();
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            texts.add(AppPassword.generate(SecretForm.USUAL, random).text().revealText());
        }

        assertThat(texts).hasSize(1000);
    }

    @Test
    void printsItsIdAndNothingElse() {
        assertThat(password.toString())
                .isEqualTo("AppPassword[" + password.id() + "]")
                .doesNotContain(text.substring(12));
    }
}
