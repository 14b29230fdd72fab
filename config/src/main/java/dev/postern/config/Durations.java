package dev.postern.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 30s}, {@code 5 min}, {@code 12h}, {@code
 * 7d}, {@code 90 days}.
 */
final class Durations {

    /** Nine digits of any unit fit into a duration. */
    private static final Pattern WRITTEN =
            Pattern.compile("([0-9]{1,9}) ?(ms|s|sec|m|min|h|d|days?|weeks?)");

    private Durations() {}

    static Optional<Duration> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s", "sec" -> Duration.ofSeconds(amount);
                    case "m", "min" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    case "week", "weeks" -> Duration.ofDays(7 * amount);
                    default -> Duration.ofDays(amount);
                });
    }

    /** In the largest unit that leaves no rest. */
    static String written(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        if (seconds % 60 != 0 || seconds == 0) {
            return seconds + "s";
        }
        if (seconds % 3600 != 0) {
            return seconds / 60 + "min";
        }
        return seconds % 86_400 != 0 ? seconds / 3600 + "h" : days(seconds / 86_400);
    }

    private static String days(long days) {
        return days == 1 ? "1 day" : days + " days";
    }
}
