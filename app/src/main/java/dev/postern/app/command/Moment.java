package dev.postern.app.command;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A point in time as people type it: so long ago, a day, or exactly. */
final class Moment {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})\\s*([smhdw])");

    private Moment() {}

    static Optional<Instant> read(String typed, Clock clock) {
        String text = typed.strip();
        Optional<Duration> ago = span(text);
        return ago.isPresent() ? ago.map(clock.instant()::minus) : named(text, clock);
    }

    /** {@code 30s}, {@code 10m}. */
    static Optional<Duration> span(String typed) {
        Matcher span = SPAN.matcher(typed.strip().toLowerCase(Locale.ROOT));
        return span.matches()
                ? Optional.of(span(Long.parseLong(span.group(1)), span.group(2)))
                : Optional.empty();
    }

    private static Optional<Instant> named(String text, Clock clock) {
        return exactly(text).or(() -> local(text, clock)).or(() -> day(text, clock));
    }

    private static Duration span(long count, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
    }

    /** ISO 8601, with its zone. */
    static Optional<Instant> exactly(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> local(String text, Clock clock) {
        try {
            return Optional.of(
                    LocalDateTime.parse(text.replace(' ', 'T'))
                            .atZone(clock.getZone())
                            .toInstant());
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> day(String text, Clock clock) {
        try {
            return Optional.of(LocalDate.parse(text).atStartOfDay(clock.getZone()).toInstant());
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }
}
