package dev.postern.smtp.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is left of a provider's EHLO keywords behind the gate: those that it understands.
 *
 * @param largestMessage that the app may send
 */
record Offers(OptionalLong largestMessage) {

    private static final Set<String> UNDERSTOOD =
            Set.of(
                    "PIPELINING",
                    "8BITMIME",
                    "SMTPUTF8",
                    "DSN",
                    "CHUNKING",
                    "BINARYMIME",
                    "ENHANCEDSTATUSCODES",
                    "HELP");

    /** A longer number is not one of octets that anybody stores. */
    private static final int SIZE_DIGITS = 18;

    /**
     * @param keywords lines of an answer to EHLO, without the first, and without their codes
     */
    List<String> of(List<String> keywords) {
        List<String> kept = new ArrayList<>();
        Optional<String> providersSize = Optional.empty();
        for (String line : keywords) {
            String keyword = keyword(line);
            if (UNDERSTOOD.contains(keyword)) {
                kept.add(line);
            } else if (keyword.equals("SIZE")) {
                providersSize = Optional.of(line.substring(keyword.length()).strip());
            }
        }
        if (!offersChunks(kept)) {
            kept.removeIf(line -> keyword(line).equals("BINARYMIME")); // RFC 3030 3
        }
        if (providersSize.isPresent() || largestMessage.isPresent()) {
            kept.add(size(providersSize.orElse("")));
        }
        return kept;
    }

    static boolean offersChunks(List<String> keywords) {
        return keywords.stream().anyMatch(line -> keyword(line).equals("CHUNKING"));
    }

    private static String keyword(String line) {
        int blank = line.indexOf(' ');
        return (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
    }

    /** RFC 1870 4: no number, or zero, is no limit. */
    private String size(String provider) {
        boolean isNumber =
                !provider.isEmpty()
                        && provider.length() <= SIZE_DIGITS
                        && provider.chars().allMatch(c -> c >= '0' && c <= '9');
        long octets = isNumber ? Long.parseLong(provider) : 0;
        long smallest =
                Math.min(
                        octets == 0 ? Long.MAX_VALUE : octets,
                        largestMessage.orElse(Long.MAX_VALUE));
        return smallest == Long.MAX_VALUE ? "SIZE" : "SIZE " + smallest;
    }
}
