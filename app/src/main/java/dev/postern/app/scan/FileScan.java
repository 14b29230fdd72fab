package dev.postern.app.scan;

import dev.postern.core.access.LeakedSecret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads files, and all files below directories. Symbolic links are not followed, so nothing is read
 * twice or outside; binary and huge files are passed over, and counted. Used by one thread.
 */
public final class FileScan extends SimpleFileVisitor<Path> {

    /** Sources, notes, configurations and logs are smaller; larger ones are data. */
    static final long LARGEST = 64L * 1024 * 1024;

    private static final int PIECE = 256 * 1024;

    /** Where a binary file has a NUL, as a rule; git looks as far. */
    private static final int LOOK = 8_000;

    private final Consumer<Suspect> found;
    private final Consumer<String> unreadable;
    private long read;
    private long passedOver;

    /**
     * @param found is told of each, in the order of the files
     * @param unreadable is told which file could not be read, and why
     */
    public FileScan(Consumer<Suspect> found, Consumer<String> unreadable) {
        this.found = found;
        this.unreadable = unreadable;
    }

    /** Goes through a file, or all below a directory; the path itself may be a link. */
    public void scan(Path path) {
        try {
            Path real = path.toRealPath();
            Files.walkFileTree(real, this);
        } catch (IOException refused) {
            unreadable.accept(path + ": " + refused);
        }
    }

    /** Files. */
    public long read() {
        return read;
    }

    /** Files that are binary or too large. */
    public long passedOver() {
        return passedOver;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (!attributes.isRegularFile()) {
            return FileVisitResult.CONTINUE;
        }
        if (attributes.size() > LARGEST) {
            passedOver++;
            return FileVisitResult.CONTINUE;
        }
        try (InputStream in = Files.newInputStream(file)) {
            read(file, in);
        } catch (IOException refused) {
            unreadable.accept(file + ": " + refused);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException refused) {
        unreadable.accept(file + ": " + refused);
        return FileVisitResult.CONTINUE;
    }

    private void read(Path file, InputStream in) throws IOException {
        byte[] piece = in.readNBytes(PIECE);
        if (isBinary(piece)) {
            passedOver++;
            return;
        }
        read++;
        long line = 1;
        while (piece.length > 0) {
            tell(file, line, piece);
            // Too little for a whole one remains, so none is found twice.
            int keep = Math.min(piece.length, LeakedSecret.OCTETS - 1);
            byte[] next = in.readNBytes(PIECE);
            line += lines(piece, piece.length - keep);
            byte[] kept = Arrays.copyOfRange(piece, piece.length - keep, piece.length);
            Arrays.fill(piece, (byte) 0);
            piece = next.length == 0 ? next : joined(kept, next);
        }
    }

    private static boolean isBinary(byte[] piece) {
        for (int i = 0; i < Math.min(piece.length, LOOK); i++) {
            if (piece[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private void tell(Path file, long firstLine, byte[] piece) {
        long line = firstLine;
        int counted = 0;
        for (LeakedSecret secret : LeakedSecret.findIn(piece)) {
            for (; counted < secret.offset(); counted++) {
                line += piece[counted] == '\n' ? 1 : 0;
            }
            found.accept(new Suspect(file, line, secret.id(), secret.text()));
        }
    }

    private static long lines(byte[] piece, int end) {
        long lines = 0;
        for (int i = 0; i < end; i++) {
            lines += piece[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] whole = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, whole, first.length, second.length);
        return whole;
    }
}
