package dev.postern.core.token;

import java.time.Duration;
import java.time.Instant;

/** When something is to be done; right after a suspend, and when the wall clock is set. */
record Deadline(Moment start, Duration length) {

    boolean reached(Moment now) {
        return now.since(start).compareTo(length) >= 0;
    }

    /** For people. */
    Instant wall() {
        return start.wall().plus(length);
    }
}
