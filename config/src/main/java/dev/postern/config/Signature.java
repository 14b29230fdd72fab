package dev.postern.config;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first line of a drop-in: who wrote it and when, and that it may be edited. */
final class Signature {

    private static final Pattern DAY =
            Pattern.compile("\\A# Written by `postern [a-z ]+` on ([0-9]{4}-[0-9]{2}-[0-9]{2});");

    private Signature() {}

    static String line(String command, LocalDate day) {
        return "# Written by `postern " + command + "` on " + day + "; edit it as you like.\n";
    }

    /** The day that the signature of {@code text} names; empty if it has none. */
    static Optional<LocalDate> dayOf(String text) {
        Matcher matcher = DAY.matcher(text);
        try {
            return matcher.find()
                    ? Optional.of(LocalDate.parse(matcher.group(1)))
                    : Optional.empty();
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }
}
