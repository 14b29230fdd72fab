package dev.postern.app.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What is to be said of a day on which something ends. */
final class Expiry {

    /**
     * Those who renew by themselves do so a month before, so that two weeks mean that they failed.
     */
    private static final Duration SOON = Duration.ofDays(14);

    private Expiry() {}

    static Finding finding(
            String subject, String what, Instant end, Instant now, String cause, String mend) {
        LocalDate day = LocalDate.ofInstant(end, ZoneOffset.UTC);
        if (!now.isBefore(end)) {
            return Finding.fault(subject, "%s has expired on %s".formatted(what, day), cause, mend);
        }
        return now.plus(SOON).isAfter(end)
                ? Finding.warning(subject, "%s expires on %s".formatted(what, day), cause, mend)
                : Finding.ok(subject, "%s, good until %s".formatted(what, day));
    }
}
