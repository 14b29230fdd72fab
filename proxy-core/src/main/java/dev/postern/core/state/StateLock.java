package dev.postern.core.state;

import dev.postern.core.state.StateException.Fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Proof that this process, and nothing else, may write in a state directory. The operating system
 * lets go of it when the process ends, however it ends. Thread-safe.
 */
public final class StateLock implements AutoCloseable {

    /** A process id has at most twenty digits. */
    private static final int LONGEST_PID = 20;

    /**
     * Far behind the process id, which others must be able to read: on Windows a locked octet
     * cannot be.
     */
    private static final long LOCKED_OCTET = 1L << 30;

    /**
     * Directories that this process holds. Of the process, because the lock is: on POSIX it would
     * be lost as soon as anything here opened and closed the lock file once more, so a second
     * attempt must not even open it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final StateDirectory directory;
    private final Path identity;
    private final FileChannel channel;

    private StateLock(StateDirectory directory, Path identity, FileChannel channel) {
        this.directory = directory;
        this.identity = identity;
        this.channel = channel;
    }

    /**
     * Takes the lock; never waits for it.
     *
     * @throws StateException with {@link Fault#IN_USE} if somebody has it
     */
    public static StateLock acquire(StateDirectory directory) {
        try {
            Path identity = directory.path().toRealPath();
            if (!HELD.add(identity)) {
                throw new StateException(
                        Fault.IN_USE,
                        "This process itself holds the lock on %s already; that is a defect of Postern."
                                .formatted(directory.path()));
            }
            try {
                return new StateLock(directory, identity, locked(directory.lock()));
            } catch (IOException | RuntimeException failed) {
                HELD.remove(identity);
                throw failed;
            }
        } catch (IOException refused) {
            throw new StateException(
                    Fault.INACCESSIBLE,
                    ("The lock file %s could not be opened and locked (%s). The user that the"
                         + " bridge runs as must be able to write it, and its file system must have"
                         + " locks.")
                            .formatted(directory.lock(), refused),
                    refused);
        }
    }

    public StateDirectory directory() {
        return directory;
    }

    /** Lets others have it. Closing once more does nothing. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try (channel) {
            channel.truncate(0);
        } catch (IOException ignored) {
            // The process id stays readable behind a lock that nobody holds, which misleads nobody.
        } finally {
            HELD.remove(identity);
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.CREATE),
                        Permissions.ownerFile(file));
        try {
            if (channel.tryLock(LOCKED_OCTET, 1, false) == null) {
                throw inUse(file, channel);
            }
            String pid = ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            channel.truncate(pid.length());
            return channel;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static StateException inUse(Path file, FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(LONGEST_PID);
        channel.read(content, 0);
        String pid = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII);
        String holder =
                pid.strip().matches("[0-9]+")
                        ? "a bridge is running (pid %s)".formatted(pid.strip())
                        : "a bridge, or another command, is running";
        return new StateException(
                Fault.IN_USE,
                "The state in %s is in use: %s. Stop it first, or let it do the work."
                        .formatted(file.getParent(), holder));
    }
}
