package dev.postern.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** SASL messages as they travel (RFC 4954 4): base64, with no copy left behind. */
final class Base64Words {

    /** How a message of no octets is written where a word is needed. */
    private static final byte[] EMPTY = {'='};

    private Base64Words() {}

    /** The octets of base64 text, empty if it is none. The caller wipes both arrays. */
    static Optional<byte[]> decode(byte[] text) {
        // The decoder would take text without its padding, RFC 4648 3.2 does not.
        if (text.length % 4 != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /**
     * As {@link #decode}, of the word behind the mechanism's name, where {@code =} is a message of
     * no octets.
     */
    static Optional<byte[]> decodeInitial(byte[] word) {
        return Arrays.equals(word, EMPTY) ? Optional.of(new byte[0]) : decode(word);
    }

    /** A whole line: the message in base64, and CRLF. Wipes the message. */
    static byte[] line(byte[] message) {
        return line("", message);
    }

    /**
     * A whole line: {@code command}, a space, the message as initial response, and CRLF. Wipes the
     * message.
     */
    static byte[] initialLine(String command, byte[] message) {
        return message.length == 0
                ? (command + " =\r\n").getBytes(StandardCharsets.US_ASCII)
                : line(command + " ", message);
    }

    private static byte[] line(String before, byte[] message) {
        byte[] head = before.getBytes(StandardCharsets.US_ASCII);
        byte[] text = Base64.getEncoder().encode(message);
        byte[] line = Arrays.copyOf(head, head.length + text.length + 2);
        System.arraycopy(text, 0, line, head.length, text.length);
        line[line.length - 2] = '\r';
        line[line.length - 1] = '\n';
        Arrays.fill(text, (byte) 0);
        Arrays.fill(message, (byte) 0);
        return line;
    }
}
