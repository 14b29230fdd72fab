package dev.postern.core.state;

import dev.postern.core.state.StateException.Fault;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What stands in clear before sealed content, which vouches for all of it.
 *
 * <pre>
 *  0   8  magic
 *  8   1  version of the format
 *  9   8  identifies the key: only so that a wrong key can be told from damage
 * 17   4  length of what is behind the header: only so that a truncated file can be told from damage
 * 21  12  nonce, random
 * 33   1  where the key is: only so that a wrong setting can be told from a wrong key
 * 34   4  memory of Argon2id in KiB, if the key was made from a passphrase; 0 otherwise, as below
 * 38   4  its passes
 * 42  16  its salt
 * 58   4  CRC-32 of the above: only so that damage can be told from all other mistakes
 * 62      encrypted content and its tag of 16 octets
 * </pre>
 *
 * Version 1 of the vault ended with the nonce; its key was in a key file.
 */
final class VaultHeader {

    /**
     * 96 bits: what GCM is made for. Random ones may be used 2^32 times under a key (NIST SP
     * 800-38D 8.3).
     */
    private static final int NONCE = 12;

    private static final int SHORT_LENGTH =
            SealedFormat.MAGIC + 1 + VaultKey.ID_LENGTH + Integer.BYTES + NONCE;

    private static final int CRC_AT = SHORT_LENGTH + 1 + Stretching.LENGTH;
    private static final int LENGTH = CRC_AT + Integer.BYTES;

    private final byte[] octets;
    private final int contentLength;
    private final VaultKeyKind kind;
    private final Optional<Stretching> stretching;

    private VaultHeader(
            byte[] octets, int contentLength, VaultKeyKind kind, Optional<Stretching> stretching) {
        this.octets = octets;
        this.contentLength = contentLength;
        this.kind = kind;
        this.stretching = stretching;
    }

    /** With a new nonce. */
    static VaultHeader fresh(SealedFormat format, VaultKey key, int contentLength) {
        byte[] nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        ByteBuffer header =
                ByteBuffer.allocate(LENGTH)
                        .put(format.magic())
                        .put(format.newest())
                        .put(HexFormat.of().parseHex(key.id()))
                        .putInt(contentLength)
                        .put(nonce)
                        .put(key.kind().octet());
        key.stretching().ifPresent(stretching -> stretching.write(header));
        header.position(CRC_AT).putInt(crc(header.array()));
        return new VaultHeader(header.array(), contentLength, key.kind(), key.stretching());
    }

    /**
     * Reads the header of a whole file.
     *
     * @param file for messages
     */
    static VaultHeader read(SealedFormat format, Path file, byte[] sealed) {
        refuseShorter(format, file, sealed, SHORT_LENGTH);
        ByteBuffer header = ByteBuffer.wrap(sealed);
        byte[] magic = new byte[SealedFormat.MAGIC];
        header.get(magic);
        if (!Arrays.equals(magic, format.magic())) {
            throw fault(
                    format,
                    file,
                    Fault.DAMAGED,
                    "does not begin as a %s does".formatted(format.noun()));
        }
        byte version = header.get();
        if (version < 1 || version > format.newest()) {
            throw new StateException(
                    Fault.NEWER_FORMAT,
                    ("The %s %s has format %d, but this Postern reads none newer than %d. Use the"
                                    + " Postern that wrote it, or a newer one.")
                            .formatted(format.noun(), file, version, format.newest()));
        }
        int contentLength = header.position(header.position() + VaultKey.ID_LENGTH).getInt();
        if (format.isShort(version)) {
            return new VaultHeader(
                    Arrays.copyOf(sealed, SHORT_LENGTH),
                    contentLength,
                    VaultKeyKind.FILE,
                    Optional.empty());
        }
        refuseShorter(format, file, sealed, LENGTH);
        if (header.getInt(CRC_AT) != crc(sealed)) {
            throw changed(format, file);
        }
        return extended(format, file, Arrays.copyOf(sealed, LENGTH), contentLength);
    }

    private static VaultHeader extended(
            SealedFormat format, Path file, byte[] octets, int contentLength) {
        ByteBuffer header = ByteBuffer.wrap(octets).position(SHORT_LENGTH);
        VaultKeyKind kind = VaultKeyKind.of(header.get()).orElseThrow(() -> changed(format, file));
        Optional<Stretching> stretching = Stretching.read(header);
        return switch (kind) {
            case FILE, SYSTEMD, KEYRING ->
                    new VaultHeader(octets, contentLength, kind, Optional.empty());
            case PASSPHRASE ->
                    new VaultHeader(
                            octets,
                            contentLength,
                            kind,
                            Optional.of(stretching.orElseThrow(() -> changed(format, file))));
        };
    }

    /** Whatever is wrong with the file, the way out is the same. */
    static StateException fault(SealedFormat format, Path file, Fault fault, String found) {
        String remedy =
                switch (format) {
                    case VAULT ->
                            "Put it back from a backup; or, to start without any stored password,"
                                    + " move it away.";
                    case EXPORT -> "Export once more, or use another copy.";
                };
        return new StateException(
                fault,
                "The %s %s %s. %s Postern leaves it as it is."
                        .formatted(format.noun(), file, found, remedy));
    }

    static StateException changed(SealedFormat format, Path file) {
        return fault(
                format,
                file,
                Fault.DAMAGED,
                "is not what Postern wrote: octets in it were changed");
    }

    private static void refuseShorter(SealedFormat format, Path file, byte[] sealed, int length) {
        if (sealed.length < length) {
            throw fault(
                    format,
                    file,
                    Fault.TRUNCATED,
                    "must have %d octets at least, but has %d".formatted(length, sealed.length));
        }
    }

    byte[] octets() {
        return octets.clone();
    }

    byte[] nonce() {
        return Arrays.copyOfRange(octets, SHORT_LENGTH - NONCE, SHORT_LENGTH);
    }

    /** Octets before the content. */
    int length() {
        return octets.length;
    }

    /** Octets of the content, with its tag. */
    int contentLength() {
        return contentLength;
    }

    VaultKeyKind kind() {
        return kind;
    }

    Optional<Stretching> stretching() {
        return stretching;
    }

    /** In hexadecimal, as {@link VaultKey#id} gives it. */
    String keyId() {
        int from = SealedFormat.MAGIC + 1;
        return HexFormat.of().formatHex(octets, from, from + VaultKey.ID_LENGTH);
    }

    /** Whether it was sealed under this key. */
    boolean names(VaultKey key) {
        return key.id().equals(keyId());
    }

    private static int crc(byte[] header) {
        CRC32 crc = new CRC32();
        crc.update(header, 0, CRC_AT);
        return (int) crc.getValue();
    }
}
