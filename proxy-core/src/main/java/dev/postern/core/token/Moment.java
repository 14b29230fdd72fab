package dev.postern.core.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A point in time, by two clocks. The wall clock goes on while the machine is suspended, but people
 * and time servers set it; the other one is never set, but on some systems stands still meanwhile.
 *
 * @param nanos of a clock like {@link System#nanoTime}
 */
record Moment(Instant wall, long nanos) {

    /** Nothing of ours is older, and it can be counted in nanoseconds. */
    private static final Duration OLDEST = Duration.ofDays(3650);

    /** How long ago {@code earlier} was at least: the clock that saw more time pass is right. */
    Duration since(Moment earlier) {
        Duration byWall = Duration.between(earlier.wall, wall);
        Duration byNanos = Duration.ofNanos(nanos - earlier.nanos);
        return byWall.compareTo(byNanos) > 0 ? byWall : byNanos;
    }

    /**
     * A moment of an earlier life of this process, of which only the wall clock is known; empty if
     * that was set so that it cannot be right.
     */
    Optional<Moment> recalled(Instant earlier) {
        Duration age = Duration.between(earlier, wall);
        return age.isNegative() || age.compareTo(OLDEST) > 0
                ? Optional.empty()
                : Optional.of(new Moment(earlier, nanos - age.toNanos()));
    }
}
