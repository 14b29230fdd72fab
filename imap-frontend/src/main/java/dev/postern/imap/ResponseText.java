package dev.postern.imap;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands behind a status: a code in brackets, perhaps, and words for people.
 *
 * @param code in upper case; empty if there is none
 * @param argument of the code
 */
record ResponseText(String code, String argument, String words) {

    /** The longest alert that clients are shown. */
    private static final int ALERT_LIMIT = 200;

    static ResponseText of(String text) {
        int end = text.indexOf(']');
        if (!text.startsWith("[") || end < 0) {
            return new ResponseText("", "", text);
        }
        String inside = text.substring(1, end);
        int space = inside.indexOf(' ');
        String code = space < 0 ? inside : inside.substring(0, space);
        return new ResponseText(
                code.toUpperCase(Locale.ROOT),
                space < 0 ? "" : inside.substring(space + 1),
                text.substring(end + 1).strip());
    }

    Optional<List<String>> capabilities() {
        return code.equals("CAPABILITY")
                ? Optional.of(Capabilities.parsed(argument))
                : Optional.empty();
    }

    /**
     * What the provider wants people to read, fit to be shown: printable ASCII, and not all too
     * long.
     */
    Optional<String> alert() {
        if (!code.equals("ALERT")) {
            return Optional.empty();
        }
        String printable = words.replaceAll("[^\\x20-\\x7e]", "?").strip();
        String cut = printable.substring(0, Math.min(printable.length(), ALERT_LIMIT));
        return Optional.of(cut).filter(it -> !it.isEmpty());
    }

    @Override
    public String toString() {
        return code.isEmpty() ? words : "[" + code + "] " + words;
    }
}
