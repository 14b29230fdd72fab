package dev.postern.core.access;

import java.time.Duration;
import java.util.Optional;

/**
 * How an app's password is replaced by a new one.
 *
 * @param every a person is reminded so long after it was issued; empty: never
 * @param overlap how long the old one lives on at most, while the new one was not seen yet
 */
public record Rotation(Optional<Duration> every, Duration overlap) {

    /** Nobody is reminded; a week is enough to get at a device. */
    public static final Rotation USUAL = new Rotation(Optional.empty(), Duration.ofDays(7));
}
