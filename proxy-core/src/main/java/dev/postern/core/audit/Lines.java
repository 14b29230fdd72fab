package dev.postern.core.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file of the log line by line, and knows where it is. */
final class Lines implements Closeable {

    /** The longest event has a few hundred octets; what is longer was not written by us. */
    static final int LONGEST = 64 * 1024;

    private final InputStream in;
    private long offset;
    private int torn;

    private Lines(InputStream in, long offset) {
        this.in = in;
        this.offset = offset;
    }

    static Lines of(Path file) throws IOException {
        return from(file, 0);
    }

    static Lines from(Path file, long offset) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), LONGEST);
        in.skipNBytes(offset);
        return new Lines(in, offset);
    }

    /** The next line, without its LF; empty at the end, before which {@link #torn} may remain. */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n' || line.size() == LONGEST) {
                offset += line.size() + 1L;
                return Optional.of(line.toByteArray());
            }
            line.write(octet);
        }
        torn = line.size();
        return Optional.empty();
    }

    /** Of the first octet after the last line. */
    long offset() {
        return offset;
    }

    /** Octets after the last line, of one that has no end. */
    int torn() {
        return torn;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
