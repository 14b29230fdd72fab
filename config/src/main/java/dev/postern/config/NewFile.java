package dev.postern.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes files that were not there, for their owner only. */
public final class NewFile {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final Pattern DRAFT = Pattern.compile("\\.postern-[0-9a-f-]{36}\\.new");

    /** Writing one takes milliseconds; on the slowest disk no more than some seconds. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private NewFile() {}

    /**
     * Whoever watches the directory sees the whole file at once or none, and a crash leaves one or
     * the other. When this returns it is on the disk.
     *
     * @throws FileAlreadyExistsException if there is a file of this name; it is as it was
     */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with octets. */
    public static void write(Path file, byte[] content) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, mode("rwx------"));
            }
            sweep(directory);
        }
        // Hidden, so that a bridge that reloads at this moment doesn't read it.
        Path draft = file.resolveSibling(".postern-" + UUID.randomUUID() + ".new");
        try {
            fill(draft, content);
            publish(draft, file, content);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Takes away what killed processes have left: nobody reads it, and no name comes twice. */
    private static void sweep(Path directory) {
        Instant old = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(directory, NewFile::isDraft)) {
            for (Path draft : drafts) {
                if (Files.getLastModifiedTime(draft).toInstant().isBefore(old)) {
                    Files.deleteIfExists(draft);
                }
            }
        } catch (IOException | DirectoryIteratorException untidy) {
            // They harm nobody; somebody else sweeps at this moment, or will the next time.
        }
    }

    private static boolean isDraft(Path file) {
        return DRAFT.matcher(String.valueOf(file.getFileName())).matches();
    }

    private static void publish(Path draft, Path file, byte[] content) throws IOException {
        try {
            // Unlike a move, a link never replaces what is there.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (IOException | UnsupportedOperationException noLinksHere) {
            fill(file, content);
        }
    }

    private static void fill(Path file, byte[] content) throws IOException {
        EnumSet<StandardOpenOption> options =
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ByteBuffer octets = ByteBuffer.wrap(content);
        try (FileChannel channel = FileChannel.open(file, options, mode("rw-------"))) {
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] mode(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
