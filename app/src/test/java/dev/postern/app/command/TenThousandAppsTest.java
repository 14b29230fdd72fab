package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A bridge with ten thousand apps, each in a file of its own. */
@Timeout(180)
class TenThousandAppsTest {
    private static final String REAL = "the real password";
    private static final int APPS = 10_000;
    private static final int TRIES = 5;

    /** Half a second on a quiet machine of two cores; a build is seldom quiet. */
    private static final Duration RELOADED = Duration.ofSeconds(5);

    /** The provider is on this machine; it takes a few milliseconds. */
    private static final Duration LOGGED_IN = Duration.ofSeconds(1);

    @TempDir private Path home;
    private Installation postern;
    private ProviderStandIn provider;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
        provider = new ProviderStandIn(REAL);
        List<String> arguments =
                new ArrayList<>(List.of("account", "add", "jo@example.org", "--password-stdin"));
        arguments.addAll(provider.options(home));
        postern.succeedWith(REAL + "\n", arguments.toArray(String[]::new));
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
        provider.close();
    }

    @Test
    void reloadsInAMomentDisturbsNobodyAndLogsInAsFastAsWithOne() throws Exception {
        String password =
                JsonParser.parseString(postern.succeed("app", "add", "reader", "--json"))
                        .getAsJsonObject()
                        .getAsJsonArray("apps")
                        .get(0)
                        .getAsJsonObject()
                        .get("password")
                        .getAsString();
        for (int i = 0; i < APPS; i++) {
            Path file = postern.configuration().resolve("apps.d/app" + i + ".toml");
            Files.writeString(
                    file,
                    """
                    [[app]]
                    name = "app%d"
                    account = "jo"
                    protocols = ["imap"]
                    imap = "read-only"
                    """
                            .formatted(i));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        postern.serve();
        try (MailProgram before = new MailProgram(postern.imapPort())) {
            assertThat(before.login("jo", password)).startsWith("a OK");
            assertThat(fastest(() -> postern.succeed("reload"))).isLessThan(RELOADED);
            assertThat(before.ask("NOOP")).isEqualTo("a OK done NOOP");
        }
        assertThat(fastest(() -> logIn(password))).isLessThan(LOGGED_IN);
    }

    private void logIn(String password) throws Exception {
        try (MailProgram program = new MailProgram(postern.imapPort())) {
            assertThat(program.login("jo", password)).startsWith("a OK");
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static Duration fastest(Step step) throws Exception {
        Duration fastest = Duration.ofDays(1);
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            step.run();
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            fastest = taken.compareTo(fastest) < 0 ? taken : fastest;
        }
        return fastest;
    }
}
