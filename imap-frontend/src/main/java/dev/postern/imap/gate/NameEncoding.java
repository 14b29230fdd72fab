package dev.postern.imap.gate;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How the names of mailboxes are written on the wire. */
enum NameEncoding {
    /** RFC 3501 5.1.3 */
    MODIFIED_UTF_7,
    /** RFC 6855 3, RFC 9051 5.1 */
    UTF_8;

    /**
     * As people write it; empty if it could be read in two ways.
     *
     * @param octets a character each
     */
    Optional<String> decode(String octets) {
        return switch (this) {
            case MODIFIED_UTF_7 ->
                    octets.chars().allMatch(c -> c < 0x80)
                            ? ModifiedUtf7.decode(octets)
                            : Optional.empty();
            case UTF_8 -> utf8(octets);
        };
    }

    private static Optional<String> utf8(String octets) {
        try {
            byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
