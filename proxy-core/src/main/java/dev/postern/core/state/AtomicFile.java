package dev.postern.core.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * A small file that is only ever replaced as a whole: at any instant, that of a crash included,
 * there is the old content or the new.
 *
 * <p>Not thread-safe: one writer at a time, which is what the {@link StateLock} is for between
 * processes.
 */
public final class AtomicFile {

    /**
     * State of thousands of accounts has less; a larger file is something else, and is not to fill
     * the heap.
     */
    static final int LARGEST = 16 * 1024 * 1024;

    /** Fixed, so that what a crash leaves behind is taken away by the next write. */
    private static final String SUFFIX = ".new";

    /** Who may read the file. */
    public enum Readers {
        OWNER,
        EVERYBODY
    }

    private final Path path;
    private final Readers readers;

    public AtomicFile(Path path, Readers readers) {
        this.path = path.toAbsolutePath();
        this.readers = readers;
    }

    public Path path() {
        return path;
    }

    /** The whole content; empty if there is no such file. */
    public Optional<byte[]> read() throws IOException {
        try (var in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new IOException(
                        "%s has more than %d octets: it is no state file of Postern"
                                .formatted(path, LARGEST));
            }
            return Optional.of(content);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    /**
     * When this returns the content is on the disk. If it throws, the old content is still there.
     */
    public void replace(byte[] content) throws IOException {
        Path written = write(content);
        try {
            Files.move(
                    written,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
        Directories.force(parent());
    }

    /**
     * Like {@link #replace}, but only where there is no such file.
     *
     * @throws FileAlreadyExistsException if there is one
     */
    void create(byte[] content) throws IOException {
        Path written = write(content);
        try {
            // A rename would replace what another process has made meanwhile; a link never does.
            Files.createLink(path, written);
        } finally {
            Files.deleteIfExists(written);
        }
        Directories.force(parent());
    }

    /** Takes away what a killed process has left, where no next write may come. */
    void tidy() throws IOException {
        Files.deleteIfExists(fresh());
    }

    private Path fresh() {
        return path.resolveSibling(path.getFileName() + SUFFIX);
    }

    private Path write(byte[] content) throws IOException {
        Path fresh = fresh();
        Files.deleteIfExists(fresh);
        try (FileChannel channel =
                FileChannel.open(
                        fresh,
                        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                        Permissions.ownerFile(fresh))) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            switch (readers) {
                case OWNER -> {}
                case EVERYBODY -> Permissions.publish(fresh);
            }
            channel.force(true);
        } catch (IOException failed) {
            Files.deleteIfExists(fresh);
            throw failed;
        }
        return fresh;
    }

    private Path parent() {
        return Directories.parent(path);
    }
}
