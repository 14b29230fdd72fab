package dev.postern.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;

final class Argon2idTest {

    private static final byte[] PASSWORD = "correct horse".getBytes(StandardCharsets.US_ASCII);

    /** Of "password", from src/test.c of phc-winner-argon2. */
    private static final String SALT_AND_HASH =
            "$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

    private final SecureRandom random = new SecureRandom();

    @Test
    void matchesThePasswordThatItIsOfAndNoOther() {
        Argon2id hash = Argon2id.of(PASSWORD, random);

        assertThat(hash.matches(PASSWORD)).isTrue();
        assertThat(hash.matches("correct horsf".getBytes(StandardCharsets.US_ASCII))).isFalse();
    }

    @Test
    void isReadAsItWasWritten() {
        Argon2id hash = Argon2id.of(PASSWORD, random);

        assertThat(Argon2id.parse(hash.phc())).contains(hash);
    }

    @Test
    void agreesWithTheReferenceImplementation() {
        String phc = "$argon2id$v=19$m=256,t=2,p=1" + SALT_AND_HASH;

        assertThat(
                        Argon2id.parse(phc)
                                .orElseThrow()
                                .matches("password".getBytes(StandardCharsets.US_ASCII)))
                .isTrue();
    }

    @Test
    void isWrittenInAsciiDigitsWhateverTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(Argon2id.decoy(random).phc()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void isNewForTheSamePasswordEachTime() {
        assertThat(Argon2id.of(PASSWORD, random)).isNotEqualTo(Argon2id.of(PASSWORD, random));
    }

    @Test
    void isNotShownWhenPrinted() {
        Argon2id hash = Argon2id.decoy(random);

        assertThat(hash.toString()).isEqualTo("Argon2id[m=19456, t=2]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$argon2i$v=19$m=256,t=2,p=1" + SALT_AND_HASH,
                "$argon2id$v=16$m=256,t=2,p=1" + SALT_AND_HASH,
                "$argon2id$v=19$m=4194304,t=2,p=1" + SALT_AND_HASH,
                "$argon2id$v=19$m=256,t=999999999,p=1" + SALT_AND_HASH,
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$aaaaaaaaaaaaaaaaaaaaaaaaa",
                "$argon2id$v=19$m=256,t=2,p=1" + SALT_AND_HASH + "\n"
            })
    void refusesWhatIsMalformedOrAsksForTooMuchWork(String phc) {
        assertThat(Argon2id.parse(phc)).isEmpty();
    }
}
