package dev.postern.core.state;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateException.Fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The file that holds the vault's key: 32 random octets that only their owner may read.
 *
 * <p>There is no way on without it: a vault without a key is never written in plain text instead.
 *
 * <p>A new key lies beside the present one, as {@code vault.key.next}, until the vault is under it;
 * then it takes the other's place. Whenever a crash comes, one of the two opens the vault.
 */
public final class KeyFile implements VaultKeySource {

    static final int LENGTH = VaultKey.LENGTH;

    private static final String NEXT = ".next";

    private final AtomicFile file;
    private final AtomicFile next;

    public KeyFile(Path path) {
        this(
                new AtomicFile(path, AtomicFile.Readers.OWNER),
                new AtomicFile(
                        path.resolveSibling(path.getFileName() + NEXT), AtomicFile.Readers.OWNER));
    }

    private KeyFile(AtomicFile file, AtomicFile next) {
        this.file = file;
        this.next = next;
    }

    public Path path() {
        return file.path();
    }

    @Override
    public VaultKeyKind kind() {
        return VaultKeyKind.FILE;
    }

    @Override
    public String place() {
        return path().toString();
    }

    @Override
    public VaultKey first() {
        return key(read().orElseGet(this::create));
    }

    @Override
    public Optional<VaultKey> find(VaultHeader header) {
        Optional<VaultKey> present = read().map(KeyFile::key);
        if (present.filter(header::names).isPresent()) {
            return present;
        }
        return successor().read().map(KeyFile::key).filter(header::names).or(() -> present);
    }

    @Override
    public VaultKey fresh() {
        VaultKey fresh = VaultKey.random(VaultKeyKind.FILE);
        byte[] octets = fresh.secret().reveal();
        try {
            Directories.ensure(Directories.parent(path()), "directory of the vault's key");
            next.replace(octets);
            return fresh;
        } catch (IOException refused) {
            throw new StateException(
                    Fault.INACCESSIBLE,
                    ("The new key %s could not be written (%s). The vault and its key are as they"
                         + " were. Look for a full or read-only disk, and whether the bridge's user"
                         + " may write there.")
                            .formatted(next.path(), refused),
                    refused);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    @Override
    public void settle(VaultKey key) {
        try {
            // Else a second name of this key would outlive it.
            file.tidy();
            next.tidy();
            Optional<byte[]> waiting = next.read();
            if (waiting.isEmpty()) {
                return;
            }
            if (key.secret().equals(Secret.copyOf(waiting.get()))) {
                Files.move(
                        next.path(),
                        path(),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.delete(next.path());
            }
            Arrays.fill(waiting.get(), (byte) 0);
            Directories.force(Directories.parent(path()));
        } catch (IOException later) {
            // Both keys stay, and each start tries again: perhaps the directory is read-only.
        }
    }

    @Override
    public void retire(VaultKey key) {
        try {
            Files.deleteIfExists(next.path());
            Files.deleteIfExists(path());
            Directories.force(Directories.parent(path()));
        } catch (IOException stays) {
            // It opens nothing any more but old copies of the vault.
        }
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

    /** The file beside this one, in which a new key waits; it is looked at as sternly. */
    private KeyFile successor() {
        return new KeyFile(next, next);
    }

    private static VaultKey key(Secret octets) {
        return VaultKey.of(VaultKeyKind.FILE, octets);
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
