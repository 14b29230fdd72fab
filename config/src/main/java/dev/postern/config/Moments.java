package dev.postern.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Ends as people write them. A day, {@code 2027-01-31}, is still within: it ends with its last
 * second where the bridge runs. A time, {@code 2027-01-31T12:00:00Z}, says its offset from UTC.
 */
final class Moments {

    /** Instants beyond are not shown with four digits for the year, and nobody means them. */
    private static final int LAST_YEAR = 9998;

    private Moments() {}

    static Optional<Instant> parse(String text, ZoneId zone) {
        try {
            if (text.indexOf('T') < 0) {
                LocalDate day = LocalDate.parse(text);
                return Optional.of(day)
                        .filter(Moments::isMeant)
                        .map(d -> d.plusDays(1).atStartOfDay(zone).toInstant());
            }
            return Optional.of(OffsetDateTime.parse(text))
                    .filter(time -> isMeant(time.toLocalDate()))
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static boolean isMeant(LocalDate day) {
        return day.getYear() > 0 && day.getYear() <= LAST_YEAR;
    }

    /** As a day if it is the end of one. */
    static String written(Instant end, ZoneId zone) {
        ZonedDateTime local = end.atZone(zone);
        // Not always at 0:00: summer time may begin then.
        return local.equals(local.toLocalDate().atStartOfDay(zone))
                ? local.toLocalDate().minusDays(1).toString()
                : end.toString();
    }
}
