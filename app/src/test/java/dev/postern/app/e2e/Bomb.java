package dev.postern.app.e2e;

import dev.postern.core.testing.Peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;

/** A gibibyte of zeros in a mebioctet. */
final class Bomb {

    private static final int PARTS = 64;

    /** One of them, which refers to nothing before it. */
    private static final byte[] PART = deflated(new byte[16 * 1024 * 1024]);

    /** A 128th of it: the rest of the JVM is never quite still. */
    static final long MOST_HELD = 8L * 1024 * 1024;

    /** What a client reads of it that has seen enough. */
    static final int TASTE = 64 * 1024 * 1024;

    private Bomb() {}

    static void sendTo(Peer peer) throws IOException {
        for (int sent = 0; sent < PARTS; sent++) {
            peer.send(PART);
        }
    }

    /** {@code plain} as a stream that can go on. */
    static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(plain);
            ByteArrayOutputStream deflated = new ByteArrayOutputStream();
            byte[] piece = new byte[64 * 1024];
            int made;
            do {
                made = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
                deflated.write(piece, 0, made);
            } while (made == piece.length);
            return deflated.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
