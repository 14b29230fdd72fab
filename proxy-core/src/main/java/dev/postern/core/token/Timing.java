package dev.postern.core.token;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** The clocks, and the dice: what a test replaces. Thread-safe if its parts are. */
record Timing(Clock clock, LongSupplier nanos, RandomGenerator random) {

    static Timing real() {
        return new Timing(Clock.systemUTC(), System::nanoTime, new SecureRandom());
    }

    Moment now() {
        return new Moment(clock.instant(), nanos.getAsLong());
    }

    /**
     * Up to {@code part} of {@code whole}: what many accounts, or many bridges, do is spread by it.
     */
    Duration share(Duration whole, double part) {
        return Duration.ofMillis((long) (whole.toMillis() * part * random.nextDouble()));
    }
}
