package dev.postern.core.testing.log;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.List;

/**
 * Fails every test class after which the log has a secret of any test that ran before it in the
 * same JVM. Fixtures say what is secret: {@link #secret}. JUnit finds this extension by itself: no
 * test names it.
 *
 * <p>The log is that of our own classes at every level, whatever the backend; the console's lines
 * are among them.
 */
public final class SecretWatch implements AfterAllCallback { // Defect 23

    private static final SecretSearch SEARCH = new SecretSearch();

    private final SecretSearch search;

    /** Called by JUnit once, before it runs the first test. */
    public SecretWatch() {
        this(SEARCH);
        LogbackTap.open(SEARCH);
    }

    SecretWatch(SecretSearch search) {
        this.search = search;
    }

    /** From now on no log may have this. */
    public static String secret(String secret) {
        SEARCH.secret(secret);
        return secret;
    }

    /** A line of another log, in which no secret may be either. */
    public static void alsoIn(String line) {
        line(line);
    }

    static void line(String line) {
        SEARCH.line(line);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        failOnSecrets();
    }

    void failOnSecrets() {
        List<String> found = search.found();
        if (!found.isEmpty()) {
            throw new AssertionError(
                    "The log has secrets of tests in it:\n" + String.join("\n", found));
        }
    }
}
