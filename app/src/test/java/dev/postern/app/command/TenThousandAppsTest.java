package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/**
 * A bridge with ten thousand apps, each in a file of its own: nothing but a reload takes longer,
 * and nothing but the configuration takes more memory.
 */
@Timeout(600)
class TenThousandAppsTest {
    private static final String REAL = "the real password";
    private static final int FEW = 10;
    private static final int MANY = 10_000;
    private static final int TRIES = 5;
    private static final int LOGINS = 1_000;

    /** Before which a JVM that has just begun would be measured. */
    private static final int WARM_UP = 100;

    /** Half a second on a quiet machine of two cores; a build is seldom quiet. */
    private static final Duration RELOADED = Duration.ofSeconds(5);

    /** The provider is on this machine; it takes a few milliseconds. */
    private static final Duration LOGGED_IN = Duration.ofSeconds(1);

    /** One that looked at all apps would be slower a hundred times and more. */
    private static final int TIMES_SLOWER = 4;

    /** Of a few milliseconds, a busy machine makes many. */
    private static final Duration NOISE = Duration.ofMillis(50);

    /** 4 KiB for each app, as it is configured; it is less than half of that. */
    private static final long HELD_FOR_APPS = 40L * 1024 * 1024;

    /** 8 KiB for each login: a session that is not let go of holds more. */
    private static final long HELD_FOR_LOGINS = 8L * 1024 * 1024;

    @TempDir private Path home;
    private Installation postern;
    private ProviderStandIn provider;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
        provider = new ProviderStandIn(REAL);
        postern.addAccount("jo@example.org", REAL, provider);
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
        provider.close();
    }

    @Test
    void reloadsInAMomentDisturbsNobodyAndLogsInAsFastAsWithTen(TestReporter report)
            throws Exception {
        String password = Installation.password(postern.succeed("app", "add", "reader", "--json"));
        writeApps(0, FEW);
        postern.serve();
        logIn(password, WARM_UP);
        Duration withFew = fastest(() -> logIn(password));
        long heldWithFew = held();

        writeApps(FEW, MANY);
        try (MailProgram before = postern.loggedIn("jo", password)) {
            Duration reload = fastest(() -> postern.succeed("reload"));
            report.publishEntry("reload", reload.toString());
            assertThat(reload).isLessThan(RELOADED);
            assertThat(before.ask("NOOP")).isEqualTo("a OK done NOOP");
            before.ask("LOGOUT");
        }
        Duration withMany = fastest(() -> logIn(password));
        report.publishEntry("login with %d apps".formatted(FEW), withFew.toString());
        report.publishEntry("login with %d apps".formatted(MANY), withMany.toString());
        assertThat(withMany).isLessThan(LOGGED_IN);
        assertThat(withMany).isLessThan(withFew.multipliedBy(TIMES_SLOWER).plus(NOISE));

        long heldWithMany = held();
        report.publishEntry("octets for the apps", String.valueOf(heldWithMany - heldWithFew));
        assertThat(heldWithMany - heldWithFew).isLessThan(HELD_FOR_APPS);
        logIn(password, LOGINS);
        long heldAfterwards = held();
        report.publishEntry("octets for logins", String.valueOf(heldAfterwards - heldWithMany));
        assertThat(heldAfterwards - heldWithMany).isLessThan(HELD_FOR_LOGINS);
    }

    /** Those that were not there yet. */
    private void writeApps(int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
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
    }

    private void logIn(String password, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            logIn(password);
        }
    }

    private void logIn(String password) throws Exception {
        try (MailProgram program = postern.loggedIn("jo", password)) {
            program.ask("LOGOUT");
        }
    }

    /** Octets of the heap that are still needed once all sessions are over. */
    @SuppressWarnings("System.gc") // what is no longer needed is not to be counted
    private long held() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> postern.succeed("status", "--json").contains("\"sessions\": 0"));
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
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
