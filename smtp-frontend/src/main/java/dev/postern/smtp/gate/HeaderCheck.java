package dev.postern.smtp.gate;

import dev.postern.core.access.AddressPattern;
import dev.postern.core.access.SmtpPolicy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Judges who a message says it is from.
 *
 * <p>Every program that reads the message later reads the header by its own lights, so one passes
 * only if there is one way to read it: CRLF at each line's end and no other control character, no
 * line that is neither field nor folding, no folding of blanks only (some take it for the end of
 * the header), no blank before the colon, no line that begins with a dot (some take it off), none
 * longer than RFC 5322 2.1.1 allows (some break it, and what follows is a new line).
 */
final class HeaderCheck {

    /** RFC 5322 2.1.1. */
    private static final int LONGEST_LINE = 998;

    private static final Pattern FIELD = Pattern.compile("([!-9;-~]+):(.*)");

    /** Obsolete blanks before the colon are in no name, so such a field is none. */
    private static final Set<String> WHO = Set.of("from", "sender", "resent-from", "resent-sender");

    private static final Refusal UNCLEAR =
            Refusal.ofPolicy(
                    "550 5.7.1 The header can be read in more than one way",
                    "the header can be read in more than one way, or is none");

    private static final Refusal NO_FROM =
            Refusal.ofPolicy(
                    "550 5.7.1 The header needs one From", "the header has no From, or several");

    private static final Refusal NOT_ALLOWED =
            Refusal.ofPolicy(
                    "550 5.7.1 This app may not send as the one in the header's From or Sender",
                    "an address in the header's From or Sender is not one that the app may use");

    static final Refusal TOO_LONG =
            Refusal.ofPolicy(
                    "550 5.7.1 The header is too long to be checked",
                    "the header is longer than what is checked");

    private HeaderCheck() {}

    /** A field, unfolded: its name in lower case. */
    private record Field(String name, StringBuilder value) {}

    /**
     * @param header with the empty line behind it, or without if there is no body
     */
    static Optional<Refusal> refusal(SmtpPolicy policy, byte[] header) {
        Optional<List<Field>> fields = text(header).flatMap(HeaderCheck::fields);
        if (fields.isEmpty()) {
            return Optional.of(UNCLEAR);
        }
        if (count(fields.get(), "from") != 1) {
            return Optional.of(NO_FROM);
        }
        if (count(fields.get(), "sender") > 1) {
            return Optional.of(UNCLEAR);
        }
        boolean allowed =
                fields.get().stream()
                        .filter(field -> WHO.contains(field.name()))
                        .allMatch(field -> allowed(policy.senders(), field.value().toString()));
        return allowed ? Optional.empty() : Optional.of(NOT_ALLOWED);
    }

    private static boolean allowed(List<AddressPattern> senders, String value) {
        return Mailboxes.parse(value)
                .filter(all ->
                        all.stream()
                                .allMatch(address ->
                                        senders.stream().anyMatch(it -> it.matches(address))))
                .isPresent();
    }

    private static long count(List<Field> fields, String name) {
        return fields.stream().filter(field -> field.name().equals(name)).count();
    }

    private static Optional<String> text(byte[] header) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
            return Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Empty unless each line can be read in one way. */
    private static Optional<List<Field>> fields(String header) {
        List<Field> fields = new ArrayList<>();
        for (String line : header.split("\r\n", -1)) {
            if (line.isEmpty()) {
                break;
            }
            if (!isClear(line)) {
                return Optional.empty();
            }
            if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                if (fields.isEmpty()) {
                    return Optional.empty();
                }
                fields.getLast().value().append(line);
            } else {
                var matcher = FIELD.matcher(line);
                if (!matcher.matches()) {
                    return Optional.empty();
                }
                String name = matcher.group(1).toLowerCase(Locale.ROOT);
                fields.add(new Field(name, new StringBuilder(matcher.group(2))));
            }
        }
        return Optional.of(fields);
    }

    private static boolean isClear(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length <= LONGEST_LINE
                && line.charAt(0) != '.'
                && !line.isBlank()
                && line.codePoints()
                        .noneMatch(c ->
                                c != '\t'
                                        && (Character.isISOControl(c)
                                                || c == 0x2028
                                                || c == 0x2029));
    }
}
