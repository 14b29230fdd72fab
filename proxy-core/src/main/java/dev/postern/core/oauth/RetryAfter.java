package dev.postern.core.oauth;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a server wants to be left alone (RFC 9110 10.2.3). */
final class RetryAfter {

    /** Longer is a mistake, or nothing that a mailbox could live with. */
    static final Duration LONGEST = Duration.ofDays(1);

    /** Nine digits are some thirty years. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private static final Pattern MORE_SECONDS = Pattern.compile("[0-9]{10,}");

    private RetryAfter() {}

    /** Empty if it says nothing, or nothing that is still to come. */
    static Optional<Duration> of(String value, Clock clock) {
        String text = value.strip();
        if (MORE_SECONDS.matcher(text).matches()) {
            return Optional.of(LONGEST);
        }
        try {
            Duration wanted =
                    SECONDS.matcher(text).matches()
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : Duration.between(
                                    clock.instant(),
                                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant());
            return Optional.of(wanted)
                    .filter(Duration::isPositive)
                    .map(duration -> duration.compareTo(LONGEST) > 0 ? LONGEST : duration);
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }
}
