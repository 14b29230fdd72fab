package dev.postern.core.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A file that grows at its end and that its owner alone may read: a log. */
public final class AppendedFile {

    private AppendedFile() {}

    /**
     * Makes the directory of {@code file} if there is none.
     *
     * @throws StateException if others may write in it
     */
    public static void directory(Path file) {
        Directories.ensure(Directories.parent(file), "directory");
    }

    /**
     * For reading and writing; made, together with its directory, where there is none. What was
     * made lasts through a power cut.
     *
     * @throws StateException if others may write in the directory
     */
    public static FileChannel create(Path file) throws IOException {
        directory(file);
        FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.CREATE),
                        Permissions.ownerFile(file));
        Directories.force(Directories.parent(file));
        return channel;
    }
}
