package dev.postern.core.deflate;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The other end of a codec, made of the JDK's classes alone. */
final class Zip {

    private static final int PIECE = 8192;

    private Zip() {}

    /** All of it in one go, so that it can be read. */
    static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(plain);
            return drained(deflater);
        } finally {
            deflater.end();
        }
    }

    /** The same, and nothing may come behind it. */
    static byte[] ended(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            return drained(deflater);
        } finally {
            deflater.end();
        }
    }

    private static byte[] drained(Deflater deflater) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        int made;
        do {
            made = deflater.deflate(piece, 0, PIECE, Deflater.SYNC_FLUSH);
            deflated.write(piece, 0, made);
        } while (made == PIECE);
        return deflated.toByteArray();
    }

    /** What {@code inflater} makes of what comes next. */
    static byte[] inflated(Inflater inflater, byte[] deflated) throws DataFormatException {
        inflater.setInput(deflated);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        for (int made = inflater.inflate(piece); made > 0; made = inflater.inflate(piece)) {
            plain.write(piece, 0, made);
        }
        return plain.toByteArray();
    }
}
