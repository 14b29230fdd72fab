package dev.postern.core.access;

import dev.postern.core.secret.Secret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An app password that stands somewhere in a text, as its prefix and checksum say. Compact ones
 * have no prefix and are not found: every 32nd text of their length would be taken for one.
 *
 * @param id the part that is not secret
 * @param text whoever has found it wipes it
 * @param offset of its first octet
 */
public record LeakedSecret(String id, Secret text, int offset) {

    /** Octets of one: who reads a file piece by piece lets the pieces overlap by one less. */
    public static final int OCTETS = AppPassword.PREFIX.length() + AppPassword.CHARACTERS;

    /** Those that stand in {@code octets}, in their order; of a text in ASCII or UTF-8. */
    public static List<LeakedSecret> findIn(byte[] octets) {
        List<LeakedSecret> found = new ArrayList<>();
        for (int offset = 0; offset + OCTETS <= octets.length; offset++) {
            // One comparison for nearly every octet of a large file.
            if ((octets[offset] | 0x20) == 'p' && isUnderscore(octets, offset)) {
                readAt(octets, offset, found);
            }
        }
        return found;
    }

    private static boolean isUnderscore(byte[] octets, int offset) {
        return octets[offset + AppPassword.PREFIX.length() - 1] == '_';
    }

    private static void readAt(byte[] octets, int offset, List<LeakedSecret> found) {
        byte[] piece = Arrays.copyOfRange(octets, offset, offset + OCTETS);
        Secret text = Secret.copyOf(piece);
        Arrays.fill(piece, (byte) 0);
        if (AppPassword.read(text)
                instanceof AppPassword.Reading.WellFormed(AppPassword password)) {
            found.add(new LeakedSecret(password.id(), text, offset));
            password.body().wipe();
        }
    }
}
