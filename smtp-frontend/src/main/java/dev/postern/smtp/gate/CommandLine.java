package dev.postern.smtp.gate;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A command taken apart.
 *
 * @param verb in upper case
 * @param argument what stands behind the first blank, without blanks at its ends
 */
record CommandLine(String verb, String argument) {

    /** Empty if it is no UTF-8, or has a control character. */
    static Optional<CommandLine> of(byte[] line) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        return text.chars().anyMatch(Character::isISOControl) ? Optional.empty() : of(text);
    }

    private static Optional<CommandLine> of(String text) {
        String line = stripBlanks(text);
        int blank = line.indexOf(' ');
        String verb = blank < 0 ? line : line.substring(0, blank);
        String argument = blank < 0 ? "" : stripBlanks(line.substring(blank));
        return Optional.of(new CommandLine(verb.toUpperCase(Locale.ROOT), argument));
    }

    /** Blanks only: a wider notion of space would drop letters of an address. */
    static String stripBlanks(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == ' ') {
            to--;
        }
        return text.substring(from, to);
    }
}
