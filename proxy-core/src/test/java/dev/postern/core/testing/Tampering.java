package dev.postern.core.testing;

import java.util.Arrays;

/** What somebody does to the octets of a file who knows its form, and not its key. */
public final class Tampering {

    private static final int EDIT = 4;

    private Tampering() {}

    /**
     * The octets after the edits that {@code input} describes, four octets each: what is done,
     * where, and with what.
     */
    public static byte[] of(byte[] genuine, byte[] input) {
        byte[] changed = genuine.clone();
        for (int at = 0; at + EDIT <= input.length; at += EDIT) {
            int place = (input[at + 1] & 0xFF) << 8 | (input[at + 2] & 0xFF);
            changed = edited(changed, input[at], place, input[at + 3]);
        }
        return changed;
    }

    private static byte[] edited(byte[] octets, byte what, int place, byte with) {
        if (octets.length == 0) {
            return octets;
        }
        int at = place % octets.length;
        byte[] changed = octets.clone();
        switch (what & 3) {
            case 0 -> changed[at] = with;
            case 1 -> changed[at] ^= with;
            case 2 -> changed = Arrays.copyOf(octets, at);
            default -> {
                changed = Arrays.copyOf(octets, octets.length + 1);
                System.arraycopy(octets, at, changed, at + 1, octets.length - at);
                changed[at] = with;
            }
        }
        return changed;
    }
}
