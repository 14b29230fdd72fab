package dev.postern.app.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files and directories that only their owner may use. */
final class OwnerFiles {
    private OwnerFiles() {}

    /** Does nothing if it is there. */
    static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, mode(directory, "rwx------"));
        }
    }

    /** Fails if it is there. */
    static void makeFile(Path file, String text) throws IOException {
        makeFile(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Fails if it is there. When this returns the content is on the disk. */
    static void makeFile(Path file, byte[] content) throws IOException {
        Files.createFile(file, mode(file, "rw-------"));
        Files.write(file, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    }

    private static FileAttribute<?>[] mode(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
