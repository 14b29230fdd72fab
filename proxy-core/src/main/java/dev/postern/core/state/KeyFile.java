package dev.postern.core.state;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateException.Fault;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The file that holds the vault's key: 32 random octets that only their owner may read. Made once,
 * never changed.
 *
 * <p>There is no way on without it: a vault without a key is never written in plain text instead.
 */
public final class KeyFile {

    /** AES-256. */
    static final int LENGTH = 32;

    private final AtomicFile file;

    public KeyFile(Path path) {
        file = new AtomicFile(path, AtomicFile.Readers.OWNER);
    }

    public Path path() {
        return file.path();
    }

    /** The key; empty if there is no such file. */
    Optional<Secret> read() {
        try {
            Optional<byte[]> content = file.read();
            if (content.isPresent()) {
                refuseReadable();
            }
            return content.map(this::whole);
        } catch (IOException refused) {
            throw new StateException(
                    Fault.INACCESSIBLE,
                    ("The vault's key %s could not be read (%s). The user that the bridge runs as"
                                    + " must own it, with mode 0600.")
                            .formatted(path(), refused),
                    refused);
        }
    }

    /** Makes a key where there is none. */
    Secret create() {
        Directories.ensure(Directories.parent(path()), "directory of the vault's key");
        byte[] key = new byte[LENGTH];
        try {
            new SecureRandom().nextBytes(key);
            file.create(key);
            return Secret.copyOf(key);
        } catch (IOException refused) {
            throw new StateException(
                    Fault.INACCESSIBLE,
                    ("There is no key for the vault yet, and %s could not be made (%s). Without a"
                         + " key no password can be kept. Let the user that the bridge runs as"
                         + " write there, or make the key by hand: umask 077; head -c %d"
                         + " /dev/urandom > '%s'")
                            .formatted(path(), refused, LENGTH, path()),
                    refused);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private void refuseReadable() throws IOException {
        if (Permissions.othersMayReadOrWrite(path())) {
            throw new StateException(
                    Fault.UNSAFE,
                    ("The vault's key %s must be readable by its owner only, but is %s. Whoever has"
                                    + " read it can open the vault. If nobody has: chmod 600 '%s'")
                            .formatted(path(), Permissions.shown(path()), path()));
        }
    }

    private Secret whole(byte[] content) {
        try {
            if (content.length != LENGTH) {
                throw new StateException(
                        Fault.KEY_DAMAGED,
                        ("The vault's key %s must have %d octets, but has %d. Put it back from a"
                             + " backup. Only if there is no vault yet: remove it, and a new one is"
                             + " made.")
                                .formatted(path(), LENGTH, content.length));
            }
            return Secret.copyOf(content);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }
}
