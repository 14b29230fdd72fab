package dev.postern.core.state;

import dev.postern.core.state.StateException.Fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The vault on the disk, and the key that it is under. One thread at a time. */
final class VaultFile {

    private final AtomicFile file;

    /** Both change when the vault gets another key. */
    private VaultKeySource source;

    private VaultKey key;

    private VaultFile(AtomicFile file, VaultKeySource source, VaultKey key) {
        this.file = file;
        this.source = source;
        this.key = key;
    }

    /** A vault on the disk and what was read from it. */
    record Opened(VaultFile file, VaultContent content) {}

    /** What the vault says of where its key is; empty if there is no vault. */
    static Optional<VaultKeyKind> kind(StateDirectory directory) {
        AtomicFile file = file(directory);
        return read(file)
                .map(sealed -> VaultHeader.read(SealedFormat.VAULT, file.path(), sealed).kind());
    }

    static Opened open(StateDirectory directory, VaultKeySource source) {
        refuseTogether(directory.path(), source);
        AtomicFile file = file(directory);
        return read(file)
                .map(sealed -> opened(file, source, sealed))
                .orElseGet(() -> begun(file, source));
    }

    /** Written at once, since a key that is in no file can be told by its vault only. */
    private static Opened begun(AtomicFile file, VaultKeySource source) {
        VaultFile begun = new VaultFile(file, source, source.first());
        begun.write(VaultContent.EMPTY);
        return new Opened(begun, VaultContent.EMPTY);
    }

    private static Opened opened(AtomicFile file, VaultKeySource source, byte[] sealed) {
        VaultHeader header = VaultHeader.read(SealedFormat.VAULT, file.path(), sealed);
        VaultKey key = key(file.path(), header, source);
        byte[] json = new VaultSeal(SealedFormat.VAULT, file.path(), key).open(header, sealed);
        try {
            VaultContent content =
                    VaultContent.fromJson(json)
                            .orElseThrow(() ->
                                    VaultHeader.fault(
                                            SealedFormat.VAULT,
                                            file.path(),
                                            Fault.DAMAGED,
                                            "holds something else than secrets"));
            source.settle(key);
            return new Opened(new VaultFile(file, source, key), content);
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }

    private static VaultKey key(Path file, VaultHeader header, VaultKeySource source) {
        Optional<VaultKey> found = source.find(header);
        if (found.filter(header::names).isPresent()) {
            return found.get();
        }
        if (header.kind() != source.kind()) {
            throw new StateException(
                    Fault.WRONG_SOURCE,
                    ("The key of the vault %s is %s, but the configuration says key = \"%s\". Write"
                         + " key = \"%s\" under [vault] in postern.toml; or have the vault take"
                         + " another key: postern vault rekey --to %s")
                            .formatted(
                                    file,
                                    header.kind().where(),
                                    source.kind().word(),
                                    header.kind().word(),
                                    source.kind().word()));
        }
        throw found.isPresent() ? wrong(file, header, source) : missing(file, source);
    }

    private static StateException missing(Path file, VaultKeySource source) {
        return new StateException(
                Fault.KEY_MISSING,
                ("The vault %s is there, but its key is not: %s. Put the key back; or, to start"
                                + " without any stored password, move the vault away.")
                        .formatted(file, source.place()));
    }

    private static StateException wrong(Path file, VaultHeader header, VaultKeySource source) {
        return switch (source.kind()) {
            case PASSPHRASE ->
                    new StateException(
                            Fault.WRONG_KEY,
                            "This is not the passphrase of the vault %s. Nothing was changed."
                                    .formatted(file));
            case FILE, SYSTEMD, KEYRING ->
                    new StateException(
                            Fault.WRONG_KEY,
                            ("The vault %s was written with the key %s, but %s is another key. Put"
                                 + " back the key that belongs to the vault. Postern leaves both as"
                                 + " they are.")
                                    .formatted(file, header.keyId(), source.place()));
        };
    }

    Path path() {
        return file.path();
    }

    VaultKeySource source() {
        return source;
    }

    /** When this returns the content is on the disk. */
    void write(VaultContent content) {
        write(content, key);
    }

    /**
     * Seals the vault under a key that {@link VaultKeySource#fresh} has made. At each instant, that
     * of a crash included, the vault on the disk is under a key that is on the disk too.
     */
    void rekey(VaultKeySource to, VaultKey fresh, VaultContent content) {
        write(content, fresh);
        VaultKeySource from = source;
        VaultKey before = key;
        source = to;
        key = fresh;
        to.settle(fresh);
        if (from.kind() != to.kind() || to.kind() == VaultKeyKind.KEYRING) {
            from.retire(before);
        }
    }

    private void write(VaultContent content, VaultKey under) {
        byte[] json = content.toJson();
        try {
            file.replace(new VaultSeal(SealedFormat.VAULT, path(), under).seal(json));
        } catch (IOException refused) {
            throw new StateException(
                    Fault.INACCESSIBLE,
                    ("The vault %s could not be written (%s). What it held before is still there."
                         + " Look for a full or read-only disk, and whether the bridge's user may"
                         + " write in %s.")
                            .formatted(path(), refused, path().getParent()),
                    refused);
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }

    private static AtomicFile file(StateDirectory directory) {
        return new AtomicFile(directory.vault(), AtomicFile.Readers.OWNER);
    }

    private static Optional<byte[]> read(AtomicFile file) {
        try {
            return file.read();
        } catch (IOException refused) {
            throw new StateException(
                    Fault.INACCESSIBLE,
                    "The vault %s could not be read (%s). The bridge's user must own it, with mode 0600."
                            .formatted(file.path(), refused),
                    refused);
        }
    }

    /** Also before a vault gets another key. */
    static void refuseTogether(Path state, VaultKeySource source) {
        if (!(source instanceof KeyFile keyFile)) {
            return;
        }
        try {
            Path parent = Directories.parent(keyFile.path());
            if (Files.exists(parent) && Files.isSameFile(parent, state)) {
                throw new StateException(
                        Fault.UNSAFE,
                        ("The vault's key %s is in the vault's own directory, so one backup would"
                             + " take both. Configure another directory for it, and move it there.")
                                .formatted(keyFile.path()));
            }
        } catch (IOException refused) {
            throw new StateException(
                    Fault.INACCESSIBLE,
                    "The directory of the vault's key %s could not be looked at (%s)."
                            .formatted(keyFile.path(), refused),
                    refused);
        }
    }
}
