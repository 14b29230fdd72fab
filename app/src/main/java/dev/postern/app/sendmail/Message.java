package dev.postern.app.sendmail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A message's header, which is looked into, and its body, which is not.
 *
 * @param body from its first line on, without the empty line before it; octets as Latin-1
 */
record Message(List<Field> header, String body) {

    // RFC 5322 3.6.8; blanks before the colon are of RFC 822.
    private static final Pattern FIELD = Pattern.compile("[!-9;-~]+[ \\t]*:.*", Pattern.DOTALL);

    /**
     * One header field.
     *
     * @param text all of its lines, as Latin-1, the last CRLF included
     */
    record Field(String text) {

        /** Made here, of printable ASCII. */
        static Field of(String name, String value) {
            return new Field(name + ": " + value + "\r\n");
        }

        boolean is(String name) {
            return text.substring(0, text.indexOf(':')).strip().equalsIgnoreCase(name);
        }

        /** Unfolded; UTF-8 where it is that. */
        String value() {
            byte[] octets =
                    text.substring(text.indexOf(':') + 1).replace("\r\n", "").getBytes(ISO_8859_1);
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(octets))
                        .toString()
                        .strip();
            } catch (CharacterCodingException older) {
                return new String(octets, ISO_8859_1).strip();
            }
        }
    }

    /**
     * @param text octets as Latin-1, with CRLF at the end of each line; what does not begin like a
     *     header is a body
     */
    static Message parse(String text) {
        List<Field> fields = new ArrayList<>();
        int next = 0;
        while (next < text.length()) {
            int end = text.indexOf('\n', next) + 1;
            String line = text.substring(next, end);
            if (line.equals("\r\n")) {
                next = end;
                break;
            }
            if (next == 0 && line.startsWith("From ")) {
                next = end; // the first line of an mbox file
                continue;
            }
            boolean continues = line.startsWith(" ") || line.startsWith("\t");
            if (continues && !fields.isEmpty()) {
                fields.add(new Field(fields.removeLast().text() + line));
            } else if (FIELD.matcher(line).matches()) {
                fields.add(new Field(line));
            } else {
                break;
            }
            next = end;
        }
        return new Message(List.copyOf(fields), text.substring(next));
    }

    List<Field> all(String name) {
        return header.stream().filter(field -> field.is(name)).toList();
    }

    Message without(Predicate<Field> unwanted) {
        return new Message(header.stream().filter(unwanted.negate()).toList(), body);
    }

    Message with(Field more) {
        List<Field> fields = new ArrayList<>(header);
        fields.add(more);
        return new Message(List.copyOf(fields), body);
    }

    /** Octets as Latin-1. */
    String text() {
        StringBuilder text = new StringBuilder();
        header.forEach(field -> text.append(field.text()));
        return text.append("\r\n").append(body).toString();
    }
}
