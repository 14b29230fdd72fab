package dev.postern.core.access;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Base32 (RFC 4648, section 6) in lower case, of whole groups only: 5 octets are 8 characters, so
 * there is no padding, and every value has exactly one form.
 */
final class Base32 {

    static final int GROUP_OCTETS = 5;
    static final int GROUP_CHARACTERS = 8;

    private static final byte[] ALPHABET =
            "abcdefghijklmnopqrstuvwxyz234567".getBytes(StandardCharsets.US_ASCII);
    static final int BITS = 5;
    static final int MASK = (1 << BITS) - 1;

    private Base32() {}

    /**
     * The ASCII characters of {@code octets}, whose number is a multiple of {@link #GROUP_OCTETS}.
     */
    static byte[] encode(byte[] octets) {
        byte[] characters = new byte[octets.length / GROUP_OCTETS * GROUP_CHARACTERS];
        int written = 0;
        for (int group = 0; group < octets.length; group += GROUP_OCTETS) {
            long value = 0;
            for (int i = 0; i < GROUP_OCTETS; i++) {
                value = value << Byte.SIZE | (octets[group + i] & 0xff);
            }
            for (int i = GROUP_CHARACTERS - 1; i >= 0; i--) {
                characters[written++] = ALPHABET[(int) (value >>> (i * BITS)) & MASK];
            }
        }
        return characters;
    }

    /**
     * The octets of {@code characters} in either case; empty if one is not of the alphabet or a
     * group is not whole.
     */
    static Optional<byte[]> decode(byte[] characters) {
        if (characters.length % GROUP_CHARACTERS != 0) {
            return Optional.empty();
        }
        byte[] octets = new byte[characters.length / GROUP_CHARACTERS * GROUP_OCTETS];
        int written = 0;
        for (int group = 0; group < characters.length; group += GROUP_CHARACTERS) {
            long value = 0;
            for (int i = 0; i < GROUP_CHARACTERS; i++) {
                int digit = digit(characters[group + i]);
                if (digit < 0) {
                    return Optional.empty();
                }
                value = value << BITS | digit;
            }
            for (int i = GROUP_OCTETS - 1; i >= 0; i--) {
                octets[written++] = (byte) (value >>> (i * Byte.SIZE));
            }
        }
        return Optional.of(octets);
    }

    /** Small letters and digits. */
    static byte character(int digit) {
        return ALPHABET[digit];
    }

    /** The value of a character in either case; negative if it is not of the alphabet. */
    static int digit(byte character) {
        if (character >= 'a' && character <= 'z') {
            return character - 'a';
        }
        if (character >= 'A' && character <= 'Z') {
            return character - 'A';
        }
        if (character >= '2' && character <= '7') {
            return character - '2' + 26;
        }
        return -1;
    }
}
