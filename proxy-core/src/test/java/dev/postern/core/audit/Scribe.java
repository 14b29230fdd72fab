package dev.postern.core.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A process that does nothing but record events, until it is killed. */
final class Scribe {

    /** Small files and little sync: kills fall into both. */
    static final AuditLimits LIMITS =
            new AuditLimits(20_000, 4, 1_000, Duration.ofMillis(1), Duration.ofMillis(5));

    private Scribe() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("ready");
        if (System.in.read() < 0) {
            return;
        }
        AuditTrail trail = new Ledger(Path.of(arguments[0])).open(LIMITS);
        for (int i = 0; ; i++) {
            trail.record(Ledger.login(i));
            if (i % 50 == 0) {
                trail.flush();
                System.out.println(i);
            }
        }
    }
}
