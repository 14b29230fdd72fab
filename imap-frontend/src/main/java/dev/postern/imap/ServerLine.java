package dev.postern.imap;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of a provider, told apart (RFC 3501 7). Its words are hostile until parsed, and ISO 8859-1
 * so that every octet is a character.
 */
sealed interface ServerLine {

    enum Status {
        OK,
        NO,
        BAD,
        BYE,
        PREAUTH
    }

    /** {@code + …} */
    record Continuation(String words) implements ServerLine {}

    /** {@code * OK …} and its like. */
    record Untagged(Status status, ResponseText text) implements ServerLine {}

    /** {@code * CAPABILITY …} */
    record Capability(String words) implements ServerLine {}

    /** Any other untagged line, which may end with a literal. */
    record Data() implements ServerLine {}

    record Tagged(String tag, Status status, ResponseText text) implements ServerLine {}

    record Nonsense() implements ServerLine {}

    static ServerLine of(byte[] line) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        if (text.startsWith("+")) {
            return new Continuation(text.substring(1).strip());
        }
        int space = text.indexOf(' ');
        if (space <= 0) {
            return new Nonsense();
        }
        String tag = text.substring(0, space);
        String rest = text.substring(space + 1);
        int end = rest.indexOf(' ');
        String word = end < 0 ? rest : rest.substring(0, end);
        String behind = end < 0 ? "" : rest.substring(end + 1);
        Optional<Status> status = status(word);
        if (tag.equals("*")) {
            return status.<ServerLine>map(it -> new Untagged(it, ResponseText.of(behind)))
                    .orElseGet(() ->
                            word.equalsIgnoreCase("CAPABILITY")
                                    ? new Capability(behind)
                                    : new Data());
        }
        return status.<ServerLine>map(it -> new Tagged(tag, it, ResponseText.of(behind)))
                .orElseGet(Nonsense::new);
    }

    private static Optional<Status> status(String word) {
        for (Status status : Status.values()) {
            if (status.name().equals(word.toUpperCase(Locale.ROOT))) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
