package dev.postern.core.oauth;

import java.util.Arrays;

/** Octets that grow, and leave nothing behind where they were. */
final class Octets {

    private static final int USUAL = 1024;

    private byte[] octets = new byte[USUAL];
    private int length;

    void add(byte octet) {
        if (length == octets.length) {
            byte[] longer = Arrays.copyOf(octets, 2 * length);
            Arrays.fill(octets, (byte) 0);
            octets = longer;
        }
        octets[length++] = octet;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** All of them; what is here is wiped, and the caller wipes what it got. */
    byte[] taken() {
        byte[] whole = Arrays.copyOf(octets, length);
        Arrays.fill(octets, (byte) 0);
        length = 0;
        return whole;
    }
}
