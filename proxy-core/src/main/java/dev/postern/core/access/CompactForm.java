package dev.postern.core.access;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The text of a compact app password: 20 characters of base32, of which 3 are the id, 16 the secret
 * (80 bits: with what a bridge lets be tried, for ever) and one the checksum. It has no prefix, so
 * one in 32 texts of 20 such characters looks like one.
 */
final class CompactForm {

    static final int ID_CHARACTERS = 3;
    static final int CHARACTERS = 20;

    /** Ids that there are. */
    static final int IDS = 1 << 15;

    private static final int BODY_CHARACTERS = CHARACTERS - 1;

    private CompactForm() {}

    /**
     * Id and secret in small letters, if {@code text} has the form and its checksum is right.
     *
     * @param text without white space around it
     */
    static Optional<byte[]> body(byte[] text) {
        if (text.length != CHARACTERS) {
            return Optional.empty();
        }
        byte[] body = new byte[BODY_CHARACTERS];
        for (int i = 0; i < CHARACTERS; i++) {
            int digit = Base32.digit(text[i]);
            if (digit < 0) {
                return Optional.empty();
            }
            if (i < BODY_CHARACTERS) {
                body[i] = Base32.character(digit);
            }
        }
        return checksum(body) == Base32.character(Base32.digit(text[BODY_CHARACTERS]))
                ? Optional.of(body)
                : Optional.empty();
    }

    /** What people type. */
    static byte[] text(byte[] body) {
        byte[] text = Arrays.copyOf(body, CHARACTERS);
        text[BODY_CHARACTERS] = checksum(body);
        return text;
    }

    /** A new id and secret. */
    static byte[] body(SecureRandom random) {
        byte[] body = new byte[BODY_CHARACTERS];
        random.nextBytes(body);
        for (int i = 0; i < BODY_CHARACTERS; i++) {
            body[i] = Base32.character(body[i] & Base32.MASK);
        }
        return body;
    }

    /** 5 bits: one typing error in 32 is taken for an unknown secret. */
    private static byte checksum(byte[] body) {
        return Base32.character(Checksum.of(body, 1)[0] & Base32.MASK);
    }
}
