package dev.postern.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Kills a process that writes a log, at any instant, again and again on the same log. */
@Timeout(120)
final class KilledScribeTest {

    private static final int TRIALS = 30;

    /** On a slow or busy machine it is fewer trials. */
    private static final Duration ENOUGH = Duration.ofSeconds(40);

    private static final int FEWEST = 5;

    /** A batch and its head take some milliseconds: kills fall before, into and after both. */
    private static final int LONGEST_PAUSE_MICROS = 30_000;

    @TempDir Path temporary;

    @Test
    void aKillAtAnyInstantLeavesALogThatIsWholeAndGoesOn() throws IOException {
        Ledger ledger = new Ledger(temporary.resolve("audit"));
        Random random = new Random(20261127);
        long start = System.nanoTime();
        int trials = 0;
        while (trials < TRIALS && System.nanoTime() - start < ENOUGH.toNanos()) {
            int flushed = killed(ledger, random.nextInt(LONGEST_PAUSE_MICROS));

            assertThat(ledger.verify().faults()).as("trial %d", trials).isEmpty();
            assertThat(ledger.apps()).as("trial %d", trials).contains("app-" + flushed);
            trials++;
        }
        assertThat(trials).isGreaterThanOrEqualTo(FEWEST);

        ledger.write(Scribe.LIMITS, 1, 1);
        AuditFinding finding = ledger.verify();
        assertThat(finding.faults()).isEmpty();
    }

    /** The last event of which the process had said that it is on the disk. */
    private static int killed(Ledger ledger, int micros) throws IOException {
        Process scribe =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Scribe.class.getName(),
                                ledger.directory().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader said = scribe.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("ready");
            scribe.outputWriter().write("go\n");
            scribe.outputWriter().flush();
            String last = said.readLine();
            LockSupport.parkNanos(micros * 1_000L);
            // Of the handle: that of the process would close what it has said.
            scribe.toHandle().destroyForcibly();
            for (String line = last; line != null; line = said.readLine()) {
                last = line;
            }
            return Integer.parseInt(last);
        } finally {
            scribe.destroyForcibly();
        }
    }
}
