package dev.postern.core.tls;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Textual encoding (RFC 7468) of what this package wrote itself. */
final class Pem {

    static final String CERTIFICATE = "CERTIFICATE";
    static final String PRIVATE_KEY = "PRIVATE KEY";

    /** RFC 7468 2. */
    private static final int COLUMNS = 64;

    private Pem() {}

    static String of(String label, byte[] der) {
        Base64.Encoder encoder =
                Base64.getMimeEncoder(COLUMNS, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, encoder.encodeToString(der), label);
    }

    /** All of one kind, in the order of the text. */
    static List<byte[]> all(String label, String text) {
        return Pattern.compile("-----BEGIN %s-----([^-]*)-----END %s-----".formatted(label, label))
                .matcher(text)
                .results()
                .map(block -> Base64.getMimeDecoder().decode(block.group(1)))
                .toList();
    }
}
