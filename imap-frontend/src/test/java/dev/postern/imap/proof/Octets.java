package dev.postern.imap.proof;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Octets that grow at their end. */
final class Octets {
    private byte[] octets = new byte[256];
    private int size;

    void add(byte[] more) {
        if (size + more.length > octets.length) {
            octets = Arrays.copyOf(octets, 2 * (size + more.length));
        }
        System.arraycopy(more, 0, octets, size, more.length);
        size += more.length;
    }

    int size() {
        return size;
    }

    byte[] all() {
        return Arrays.copyOf(octets, size);
    }

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return text(all());
    }
}
