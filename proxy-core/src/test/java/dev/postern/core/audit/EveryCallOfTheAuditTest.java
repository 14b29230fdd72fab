package dev.postern.core.audit;

import dev.postern.core.testing.crash.Copies;
import dev.postern.core.testing.crash.FaultyRuns;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kills a process that writes and rotates a log before each single thing that it does to a file.
 */
@Tag("programs")
@Tag("torture")
@Timeout(300)
final class EveryCallOfTheAuditTest {

    private static final Pattern KEPT = Pattern.compile("kept ([0-9]+)");

    /** One more than there should be: of two kills in a row the first may leave one. */
    private static final int MOST_FILES = 4;

    @TempDir Path directory;

    @Test
    void aKillBeforeEachCallLeavesALogThatIsWholeAndGoesOn() throws Exception {
        Copies copies = new Copies(directory);
        for (int i = 1; i < Rotations.FIRST; i++) {
            ledger(copies.template()).write(Rotations.LIMITS, i, i);
        }
        copies.kill(
                FaultyRuns.of(Rotations.class, ""),
                "while the audit log is rotated",
                20,
                EveryCallOfTheAuditTest::verdict);
    }

    private static String verdict(FaultyRuns.Ran ran, Path home) {
        int last = Rotations.FIRST - 1;
        Matcher kept = KEPT.matcher(ran.printed());
        while (kept.find()) {
            last = Integer.parseInt(kept.group(1));
        }
        Ledger ledger = ledger(home);
        AuditFinding found = ledger.verify();
        if (!found.faults().isEmpty() || !ledger.apps().contains("app-" + last)) {
            return "found " + found + " with " + ledger.apps() + " after " + ran.printed();
        }
        try (AuditTrail trail = ledger.open(Rotations.LIMITS, LogKey.Age.KNOWN)) {
            trail.record(Ledger.login(100));
        }
        AuditFinding after = ledger.verify();
        return after.faults().isEmpty()
                        && ledger.apps().getLast().equals("app-100")
                        && ledger.apps().size() <= MOST_FILES
                ? ""
                : "then found " + after + " with " + ledger.apps();
    }

    private static Ledger ledger(Path home) {
        return new Ledger(home.resolve("audit"));
    }
}
