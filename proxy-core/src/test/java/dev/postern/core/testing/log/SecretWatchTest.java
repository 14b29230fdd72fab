package dev.postern.core.testing.log;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Plants its secrets in a search of its own: the one that all tests share would fail this class.
 */
class SecretWatchTest { // Defect 23
    private static final String SECRET = "s3cr3t-of-this-test";

    private final SecretSearch search = new SecretSearch();
    private final SecretWatch watch = new SecretWatch(search);

    @Test
    void failsOnASecretAndShowsTheLine() {
        search.secret(SECRET);
        search.line("WARN refused token=" + SECRET + "!");

        assertThatThrownBy(watch::failOnSecrets)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("WARN refused");
        assertThatCode(watch::failOnSecrets).doesNotThrowAnyException();
    }

    @Test
    void findsASecretInAnInitialResponse() {
        search.secret(SECRET);
        String response =
                Base64.getEncoder()
                        .encodeToString(
                                ("user=a\1auth=Bearer " + SECRET + "\1\1")
                                        .getBytes(StandardCharsets.UTF_8));
        search.line("DEBUG says AUTHENTICATE XOAUTH2 " + response);

        assertThatThrownBy(watch::failOnSecrets).isInstanceOf(AssertionError.class);
    }

    @Test
    void findsAGeneratedAppPasswordThatNobodyNamed() {
        search.line("INFO login with pst_abcdefghijklmnopqrstuvwxyz234567");

        assertThatThrownBy(watch::failOnSecrets).isInstanceOf(AssertionError.class);
    }

    @Test
    void findsASecretOfAnEarlierClass() {
        search.secret(SECRET);
        assertThatCode(watch::failOnSecrets).doesNotThrowAnyException();
        search.line(SECRET);

        assertThatThrownBy(watch::failOnSecrets).isInstanceOf(AssertionError.class);
    }

    @Test
    void acceptsWhatIsNoSecret() {
        search.secret(SECRET);
        search.line("INFO Session ended account=work reason=s3cr3t");

        assertThatCode(watch::failOnSecrets).doesNotThrowAnyException();
    }
}
