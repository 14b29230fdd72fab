package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.operation.OpenState;
import dev.postern.app.operation.VaultAccess;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Kills a process amid commands that change accounts and apps, at any instant, again and again on
 * the same files; then looks whether the next command finds all of them whole.
 */
class KilledChangesTest {

    /** So that the next one is there when one was killed; starting costs most of the time. */
    private static final int STANDING_BY = 3;

    /** A command takes some tens of milliseconds: kills fall into each part of several. */
    private static final int LONGEST_PAUSE_MICROS = 400_000;

    /** On a slow or busy machine it is fewer kills. */
    private static final Duration ENOUGH = Duration.ofSeconds(60);

    private static final int FEWEST = 10;

    /** Each file that is written whole has one name for what is not whole yet. */
    private static final int FILES = 20;

    @TempDir private Path home;

    /** Where processes that stand by get ready, for they would hold the lock of the other. */
    @TempDir private Path practice;

    private final Random random = new Random(20261127);
    private final Deque<Process> standingBy = new ArrayDeque<>();
    private Installation postern;
    private int accounts;
    private int apps;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
        Installation.in(practice).succeed("init");
    }

    @AfterEach
    void endTheRest() {
        standingBy.forEach(Process::destroyForcibly);
    }

    @Test
    @Timeout(180)
    void aKillAtAnyInstantLeavesEveryFileWhole() throws Exception {
        kill(40, ENOUGH);
    }

    @Test
    @Tag("long")
    @Timeout(900)
    void soDoTwoHundredKills() throws Exception {
        kill(200, Duration.ofDays(1));
    }

    private void kill(int trials, Duration enough) throws Exception {
        long start = System.nanoTime();
        int trial = 0;
        while (trial < trials && System.nanoTime() - start < enough.toNanos()) {
            changeAndKill();
            assertWhole(trial);
            trial++;
        }
        System.out.printf(
                "%d kills; then there were %d passwords, %d secrets%n", trial, accounts, apps);
        assertThat(trial).isGreaterThanOrEqualTo(FEWEST);
        // Else most of it was not tried.
        assertThat(accounts).isPositive();
        assertThat(apps).isPositive();
        assertThat(leftovers()).as("files that nobody reads").isLessThanOrEqualTo(FILES);
    }

    private void changeAndKill() throws Exception {
        Process child = next();
        try (BufferedReader said = child.inputReader();
                BufferedWriter to = child.outputWriter()) {
            assertThat(said.readLine()).isEqualTo("ready");
            to.write(random.nextLong() + "\n");
            to.flush();
            assertThat(said.readLine()).isEqualTo("begins");
            LockSupport.parkNanos(1_000L * random.nextInt(LONGEST_PAUSE_MICROS));
            child.toHandle().destroyForcibly(); // and what it has said can still be read
            assertThat(said.lines()).isEmpty();
        }
        child.waitFor();
    }

    private void assertWhole(int trial) throws Exception {
        for (String[] command :
                List.of(
                        new String[] {"check"},
                        new String[] {"app", "list"},
                        new String[] {"account", "list"},
                        new String[] {"vault", "status"},
                        new String[] {"audit", "verify"})) {
            Installation.Ran ran = postern.run(command);
            assertThat(ran.code()).as("trial %d, %s: %s", trial, List.of(command), ran).isZero();
        }
        try (OpenState state = OpenState.open(postern.locations(), VaultAccess.unattended())) {
            apps += state.verifiers().read().issued().size();
            for (int i = 0; i < 4; i++) {
                state.vault()
                        .password("account" + i)
                        .ifPresent(password -> {
                            accounts++;
                            assertThat(password.revealText()).matches("(half[0-9]+)-\\1");
                            password.wipe();
                        });
            }
        }
    }

    /** What was half written when it was killed, and has another name. */
    private long leftovers() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches(".*(tmp|new).*"))
                    .count();
        }
    }

    private Process next() throws IOException {
        while (standingBy.size() < STANDING_BY) {
            standingBy.add(started());
        }
        return standingBy.remove();
    }

    private Process started() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Changing.class.getName(),
                        home.toString(),
                        practice.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
