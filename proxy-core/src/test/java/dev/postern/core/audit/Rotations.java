package dev.postern.core.audit;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that begins a new file of a log with each of a few events, which takes old files away,
 * and says which event is on the disk.
 */
final class Rotations {

    /** Each event begins a file. */
    static final AuditLimits LIMITS =
            new AuditLimits(1, 3, 100, Duration.ZERO, Duration.ofMinutes(10));

    /** Those that were there before. */
    static final int FIRST = 5;

    private static final int LAST = 8;

    private Rotations() {}

    public static void main(String[] arguments) {
        try (AuditTrail trail =
                new Ledger(Path.of(arguments[0], "audit")).open(LIMITS, LogKey.Age.KNOWN)) {
            for (int i = FIRST; i <= LAST; i++) {
                trail.record(Ledger.login(i));
                trail.flush();
                System.out.println("kept " + i);
            }
        }
    }
}
