package dev.postern.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The extensions that may be offered before it is known whose provider they will reach: those that
 * all of them have.
 */
final class SharedOffers {

    /**
     * What a client would use after login. The rest of a provider's EHLO is about login, or unknown
     * to us.
     */
    private static final List<String> RELAYED =
            List.of("PIPELINING", "8BITMIME", "CHUNKING", "SMTPUTF8", "DSN", "BINARYMIME");

    private static final String SIZE = "SIZE";

    /**
     * A longer number can't be one of octets that anybody stores; it also is what a long holds for
     * sure.
     */
    private static final int SIZE_DIGITS = 18;

    private SharedOffers() {}

    /** EHLO keyword lines; none if there are no accounts, or one whose provider was never seen. */
    static List<String> of(List<List<String>> accounts) {
        List<String> shared = new ArrayList<>();
        if (accounts.isEmpty()) {
            return shared;
        }
        RELAYED.stream()
                .filter(keyword -> accounts.stream().allMatch(lines -> has(lines, keyword)))
                .forEach(shared::add);
        if (accounts.stream().allMatch(lines -> has(lines, SIZE))) {
            OptionalLong smallest =
                    accounts.stream()
                            .flatMap(List::stream)
                            .filter(line -> keyword(line).equals(SIZE))
                            .mapToLong(SharedOffers::octets)
                            .min();
            shared.add(
                    smallest.isEmpty() || smallest.getAsLong() == Long.MAX_VALUE
                            ? SIZE
                            : SIZE + " " + smallest.getAsLong());
        }
        return shared;
    }

    private static boolean has(List<String> lines, String keyword) {
        return lines.stream().anyMatch(line -> keyword(line).equals(keyword));
    }

    private static String keyword(String line) {
        int space = line.indexOf(' ');
        return (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
    }

    /** RFC 1870 4: no number, or zero, is no limit. */
    private static long octets(String sizeLine) {
        String number = sizeLine.substring(SIZE.length()).strip();
        boolean limit =
                !number.isEmpty()
                        && number.length() <= SIZE_DIGITS
                        && number.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        long octets = limit ? Long.parseLong(number) : 0;
        return octets == 0 ? Long.MAX_VALUE : octets;
    }
}
