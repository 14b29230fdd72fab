package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;

import dev.postern.core.testing.Tally;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sets the clock of a running bridge, by the library libfaketime: it reads the time from a file.
 * The clock that never goes back is left alone, as the kernel does.
 */
@Tag("programs")
@Tag("torture")
@Timeout(300)
class ClockJumpIT {

    private static final Path LIBRARY =
            Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu")
                    .map(machine -> Path.of("/usr/lib", machine, "faketime", "libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    "libfaketime is wanted: apt-get install faketime"));

    /** A clock as it comes from a battery that is empty, a typing error, and summer time. */
    private static final List<Duration> LEAPS =
            List.of(
                    Duration.ofDays(3650),
                    Duration.ofDays(-365),
                    Duration.ofHours(1),
                    Duration.ofHours(-1));

    @TempDir private Path home;
    private ProviderStandIn provider;
    private Installation postern;
    private RunningBridge bridge;
    private String app;
    private String brief;

    @BeforeEach
    void start() throws Exception {
        write(Duration.ZERO);
        provider = new ProviderStandIn("real");
        postern = Installation.in(home);
        postern.succeed("init");
        postern.addAccount("ann@example.org", "real", provider);
        app = password("app", "add", "tool", "--protocols", "imap", "--json");
    }

    private String password(String... command) {
        return Installation.password(postern.succeed(command));
    }

    private void serve(Duration untilTheEndOfBrief) throws Exception {
        brief =
                password(
                        "app",
                        "add",
                        "brief",
                        "--protocols",
                        "imap",
                        "--json",
                        "--expires",
                        Instant.now()
                                .plus(untilTheEndOfBrief)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
        bridge =
                new RunningBridge(
                        InstalledProgram.in(Files.createDirectories(home.resolve("program"))),
                        home,
                        postern,
                        Map.of(
                                "LD_PRELOAD", LIBRARY.toString(),
                                "FAKETIME_TIMESTAMP_FILE", clock().toString(),
                                "FAKETIME_CACHE_DURATION", "1",
                                "DONT_FAKE_MONOTONIC", "1",
                                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                                "NO_FAKE_STAT", "1"));
    }

    @AfterEach
    void end() throws IOException {
        bridge.close();
        provider.close();
    }

    private Path clock() {
        return home.resolve("clock");
    }

    /** Whole at once: the bridge reads it once a second. */
    private void write(Duration offset) throws IOException {
        Path next =
                Files.writeString(
                        home.resolve("clock.next"), "%+d\n".formatted(offset.toSeconds()));
        Files.move(next, clock(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns when the bridge has seen it, as what it writes into its audit log tells. */
    private void leap(Duration offset) throws IOException {
        write(offset);
        await().atMost(RunningBridge.PATIENCE)
                .untilAsserted(() -> {
                    login(app);
                    assertThat(Duration.between(Instant.now().plus(offset), newest()).abs())
                            .isLessThan(Duration.ofMinutes(10));
                });
    }

    private Instant newest() throws IOException {
        List<String> lines =
                Files.readAllLines(postern.state().resolve("audit/audit-000001.jsonl"));
        return Instant.parse(
                JsonParser.parseString(lines.getLast())
                        .getAsJsonObject()
                        .get("time")
                        .getAsString());
    }

    private String login(String password) throws IOException {
        try (MailProgram program = new MailProgram(postern.imapPort())) {
            return program.login("ann", password);
        }
    }

    @Test
    void aLeapThereAndBackHarmsNobodyThatIsThereAndLastsNoLonger() throws Exception {
        serve(Duration.ofMinutes(30));
        try (MailProgram session = postern.loggedIn("ann", app)) {
            for (Duration leap : LEAPS) {
                leap(leap);
                // Its certificate is of another time for the bridge then, which is no wrong
                // password.
                assertThat(login(app)).as("%s", leap).matches("a (OK|NO \\[UNAVAILABLE]).*");
                assertThat(login("wrong")).as("%s", leap).startsWith("a NO");
                String ended = login(brief);
                if (leap.isPositive()) {
                    assertThat(ended).as("%s", leap).startsWith("a NO [AUTHENTICATIONFAILED]");
                }
                assertThat(session.ask("NOOP")).as("%s", leap).startsWith("a OK");
                leap(Duration.ZERO);
                await().atMost(RunningBridge.PATIENCE)
                        .untilAsserted(() -> assertThat(login(app)).startsWith("a OK"));
                assertThat(login(brief)).as("after %s", leap).startsWith("a OK");
                Tally.count(
                        "crashes",
                        "the clock leaps by " + leap.toHours() + " hours, and back",
                        1,
                        1);
            }
            assertThat(session.ask("NOOP")).startsWith("a OK");
        }
        assertThat(bridge.stop()).as(bridge.log()).isZero();
        assertThat(postern.succeed("audit", "verify")).doesNotContain("changed");
        assertThat(bridge.log()).doesNotContain("ERROR");
    }

    @Test
    void anAppThatHasExpiredStaysOutWhenTheClockIsSetBack() throws Exception {
        serve(Duration.ofSeconds(20));
        // Whoever is logging in at that very moment is hung up on.
        await().atMost(RunningBridge.PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(
                        () -> assertThat(login(brief)).startsWith("a NO [AUTHENTICATIONFAILED]"));
        leap(Duration.ofDays(-365));

        assertThat(login(brief)).startsWith("a NO [AUTHENTICATIONFAILED]");
        bridge.awaitLogged("The clock was set back");
        leap(Duration.ZERO);
        assertThat(login(brief)).startsWith("a NO [AUTHENTICATIONFAILED]");
        Tally.count("crashes", "an expired app and a clock that is set back a year", 1, 1);
    }
}
