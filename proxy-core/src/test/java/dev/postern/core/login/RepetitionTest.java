package dev.postern.core.login;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Base64;

class RepetitionTest {

    private static String hidden(String secret, String said) {
        return new Repetition(Secret.of(secret)).hidden(said);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void whatWasNotRepeatedStaysAsItIs() {
        String said = "535 5.7.8 Username and Password not accepted: https://support.example/13+4";
        assertThat(hidden("s3cret", said)).isEqualTo(said);
        assertThat(hidden("cod", "bad code")).isEqualTo("bad code");
    }

    @Test
    void theSecretIsHidden() {
        assertThat(hidden("s3cret", "no 's3cret' here")).isEqualTo("no '****' here");
        assertThat(hidden("s\"3\\cret", "no \"s\\\"3\\\\cret\" here"))
                .isEqualTo("no \"****\" here");
    }

    @Test
    void whatIsNotAsciiIsHiddenHoweverItWasRead() {
        assertThat(hidden("s\u00e4cret", "s\u00e4cret s\u00c3\u00a4cret s??cret"))
                .isEqualTo("**** **** ****");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "\0jo\0s3cret", "user=jo\1auth=Bearer s3cret\1\1"})
    void soIsALoginAsItWasSent(String login) {
        assertThat(hidden("s3cret", "500 unrecognized: \"" + base64(login) + "\""))
                .isEqualTo("500 unrecognized: \"****\"");
        assertThat(hidden("s3cret", "500 PLAIN" + base64(login))).isEqualTo("500 ****");
    }

    @Test
    void soIsItsBeginningWhereTheRestWasCutOff() {
        assertThat(hidden("s3cret", "no s3cre")).isEqualTo("no ****");
        assertThat(hidden("s3cret", "no s3c")).isEqualTo("no s3c");
    }
}
