package dev.postern.imap.gate;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The encoding of mailbox names (RFC 3501 5.1.3), of which only the canonical form is read. */
final class ModifiedUtf7 {

    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private ModifiedUtf7() {}

    /** Empty if this is not how {@link #encode} would say it. */
    static Optional<String> decode(String encoded) {
        StringBuilder name = new StringBuilder();
        int at = 0;
        while (at < encoded.length()) {
            char octet = encoded.charAt(at);
            if (octet != '&') {
                name.append(octet);
                at++;
                continue;
            }
            int end = encoded.indexOf('-', at);
            if (end < 0) {
                return Optional.empty();
            }
            Optional<String> shifted = shifted(encoded.substring(at + 1, end));
            if (shifted.isEmpty()) {
                return Optional.empty();
            }
            name.append(shifted.get());
            at = end + 1;
        }
        String decoded = name.toString();
        return encode(decoded).equals(encoded) ? Optional.of(decoded) : Optional.empty();
    }

    private static Optional<String> shifted(String base64) {
        if (base64.isEmpty()) {
            return Optional.of("&");
        }
        try {
            byte[] octets = Base64.getDecoder().decode(base64.replace(',', '/'));
            return Optional.of(
                    StandardCharsets.UTF_16BE
                            .newDecoder()
                            .decode(ByteBuffer.wrap(octets))
                            .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    static String encode(String name) {
        StringBuilder encoded = new StringBuilder();
        StringBuilder shifted = new StringBuilder();
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (c < ' ' || c > '~') {
                shifted.append(c);
            } else {
                unshift(shifted, encoded);
                encoded.append(c == '&' ? "&-" : String.valueOf(c));
            }
        }
        unshift(shifted, encoded);
        return encoded.toString();
    }

    private static void unshift(StringBuilder shifted, StringBuilder encoded) {
        if (shifted.length() > 0) {
            byte[] octets = shifted.toString().getBytes(StandardCharsets.UTF_16BE);
            String base64 = BASE64.encodeToString(octets).replace('/', ',');
            encoded.append('&').append(base64).append('-');
            shifted.setLength(0);
        }
    }
}
