package dev.postern.core.state;

import dev.postern.core.state.StateException.Fault;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Directories that nobody but their owner may change. */
final class Directories {

    private Directories() {}

    /**
     * Makes the directory, for its owner only, if there is none, and refuses one in which others
     * could put files.
     *
     * @param what it is, for messages: {@code state directory}
     */
    static void ensure(Path directory, String what) {
        try {
            make(directory);
            if (Permissions.othersMayWrite(directory)) {
                throw new StateException(
                        Fault.UNSAFE,
                        ("The %s %s must be writable by its owner only, but is %s. If nobody else"
                                        + " has put anything there: chmod go-w '%s'")
                                .formatted(
                                        what, directory, Permissions.shown(directory), directory));
            }
        } catch (IOException refused) {
            throw new StateException(
                    Fault.INACCESSIBLE,
                    ("The %s %s could not be made or read (%s). Make it by hand, owned by the user"
                                    + " that the bridge runs as, with mode 0700.")
                            .formatted(what, directory, refused),
                    refused);
        }
    }

    /** Puts on the disk which files a directory has. */
    static void force(Path directory) throws IOException {
        // Windows opens no directories, and keeps their content in a journal.
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Every file of ours has one. */
    static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent(), "a state file in no directory");
    }

    private static void make(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = parent(directory);
        make(parent);
        try {
            Files.createDirectory(directory, Permissions.ownerDirectory(directory));
        } catch (FileAlreadyExistsException exists) {
            if (!Files.isDirectory(directory)) {
                throw exists;
            }
        }
        force(parent);
    }
}
