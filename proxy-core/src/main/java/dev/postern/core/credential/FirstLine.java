package dev.postern.core.credential;

import dev.postern.core.secret.Secret;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The first line of what a program prints; the rest is read and forgotten, so that the program can
 * go on. One thread.
 */
final class FirstLine {

    /** The longest tokens known have some ten KiB. */
    static final int LIMIT = 64 * 1024;

    private final byte[] line = new byte[LIMIT];
    private final byte[] chunk = new byte[8 * 1024];
    private int length;
    private State state = State.READING;

    enum State {
        READING,
        WHOLE,
        TOO_LONG
    }

    /** Takes what is there and waits for nothing. */
    void readAvailable(InputStream in) throws IOException {
        for (int ready = in.available(); ready > 0; ready = in.available()) {
            int count = in.read(chunk, 0, Math.min(ready, chunk.length));
            for (int at = 0; at < count; at++) {
                take(chunk[at]);
            }
        }
    }

    State state() {
        return state;
    }

    /** The line without its end, whether or not one has come. */
    Secret secret() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        byte[] octets = Arrays.copyOf(line, end);
        try {
            return Secret.copyOf(octets);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /** Control characters could end a command to the provider early. */
    boolean isPrintable() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        for (int at = 0; at < end; at++) {
            if ((line[at] >= 0 && line[at] < ' ') || line[at] == 0x7f) {
                return false;
            }
        }
        return true;
    }

    void wipe() {
        Arrays.fill(line, (byte) 0);
        Arrays.fill(chunk, (byte) 0);
    }

    private void take(byte octet) {
        if (state != State.READING) {
            return;
        }
        if (octet == '\n') {
            state = State.WHOLE;
        } else if (length == LIMIT) {
            state = State.TOO_LONG;
        } else {
            line[length++] = octet;
        }
    }
}
