package dev.postern.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.core.state.StateException.Fault;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

@Timeout(60)
final class StateLockTest {

    @TempDir Path temporary;

    private StateDirectory directory;

    @BeforeEach
    void makeTheDirectory() {
        directory = StateDirectory.open(temporary.resolve("state"));
    }

    @Test
    void aSecondProcessIsToldWhoHasTheLock() throws Exception {
        try (StateLock held = StateLock.acquire(directory)) {
            assertThat(firstLineOfAnotherProcess())
                    .startsWith("IN_USE ")
                    .contains(
                            "a bridge is running (pid %d)"
                                    .formatted(ProcessHandle.current().pid()));
            assertThat(held.directory()).isSameAs(directory);
        }
    }

    @Test
    void aSecondAttemptInTheSameProcessIsRefusedAndTheLockStays() throws Exception {
        try (StateLock held = StateLock.acquire(directory)) {
            StateException refusal =
                    catchThrowableOfType(
                            StateException.class, () -> StateLock.acquire(held.directory()));
            assertThat(refusal.fault()).isEqualTo(Fault.IN_USE);
            assertThat(firstLineOfAnotherProcess()).startsWith("IN_USE ");
        }
    }

    @Test
    void aClosedLockIsFree() throws Exception {
        StateLock.acquire(directory).close();

        assertThat(firstLineOfAnotherProcess()).startsWith("locked ");
        StateLock.acquire(directory).close();
    }

    @Test
    void closingTwiceLeavesTheNextHolderAlone() {
        StateLock first = StateLock.acquire(directory);
        first.close();
        try (StateLock second = StateLock.acquire(directory)) {
            first.close();
            assertThat(
                            catchThrowableOfType(
                                    StateException.class,
                                    () -> StateLock.acquire(second.directory())))
                    .isNotNull();
        }
    }

    @Test
    void theLockOfAKilledProcessIsFree() throws Exception {
        Process other = anotherProcess();
        try (BufferedReader said = other.inputReader()) {
            assertThat(said.readLine()).startsWith("locked ");
            StateException refusal =
                    catchThrowableOfType(StateException.class, () -> StateLock.acquire(directory));
            assertThat(refusal).hasMessageContaining("(pid %d)".formatted(other.pid()));
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();

        StateLock.acquire(directory).close();
    }

    @Test
    void theFileSaysWhoHoldsIt() throws IOException {
        Files.writeString(directory.path().resolve("bridge.lock"), "99999999999\nmore\n");
        try (StateLock held = StateLock.acquire(directory)) {
            assertThat(held.directory().lock()).hasContent(ProcessHandle.current().pid() + "\n");
        }
    }

    private String firstLineOfAnotherProcess() throws Exception {
        Process other = anotherProcess();
        try (BufferedReader said = other.inputReader()) {
            return said.readLine();
        } finally {
            other.destroyForcibly();
            other.waitFor(20, TimeUnit.SECONDS);
        }
    }

    private Process anotherProcess() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        directory.path().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
