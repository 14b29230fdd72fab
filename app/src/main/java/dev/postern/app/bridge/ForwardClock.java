package dev.postern.app.bridge;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * The wall clock, but for what must not come back: an app whose time is over stays out when
 * somebody sets the clock back. Of the wall clock and the time that has passed since the bridge
 * started the later one is right: the wall clock alone goes on while the machine sleeps. Only a
 * restart believes a clock that says less. Thread-safe.
 */
final class ForwardClock extends Clock {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardClock.class);

    /** Time servers step a clock by seconds, and nobody need hear of that. */
    private static final Duration WORTH_TELLING = Duration.ofMinutes(1);

    private final Clock wall;
    private final LongSupplier nanos;
    private final Instant start;
    private final long startNanos;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * @param nanos of a clock like {@link System#nanoTime}
     */
    ForwardClock(Clock wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        start = wall.instant();
        startNanos = nanos.getAsLong();
    }

    @Override
    public Instant instant() {
        Instant shown = wall.instant();
        Instant passed = start.plusNanos(nanos.getAsLong() - startNanos);
        if (!shown.isBefore(passed)) {
            return shown;
        }
        Duration behind = Duration.between(shown, passed);
        if (behind.compareTo(WORTH_TELLING) > 0 && told.compareAndSet(false, true)) {
            LOG.atWarn()
                    .addKeyValue("clock", shown)
                    .addKeyValue("expected", passed)
                    .log(
                            "The clock was set back; what ends still ends at the time expected. If"
                                    + " the clock was wrong before and is right now, restart the"
                                    + " bridge; else set it right");
        }
        return passed;
    }

    @Override
    public ZoneId getZone() {
        return wall.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new ForwardClock(wall.withZone(zone), nanos);
    }
}
