package dev.postern.core.state;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateException.Fault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The vault's file format: a header in clear and the content under AES-256-GCM, which vouches for
 * the header too.
 *
 * <pre>
 *  0   8  magic
 *  8   1  version of this format
 *  9   8  identifies the key: only so that a wrong key can be told from damage
 * 17   4  length of the rest behind the nonce: only so that a truncated file can be told from damage
 * 21  12  nonce, random
 * 33      encrypted content and its tag of 16 octets
 * </pre>
 */
final class VaultSeal {

    private static final byte[] MAGIC = "PSTVAULT".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int KEY_ID = 8;

    /**
     * 96 bits: what GCM is made for. Random ones may be used 2^32 times under a key (NIST SP
     * 800-38D 8.3).
     */
    private static final int NONCE = 12;

    private static final int TAG = 16;
    private static final int HEADER = MAGIC.length + 1 + KEY_ID + Integer.BYTES + NONCE;

    private final Path file;
    private final Path keyFile;
    private final Secret key;
    private final byte[] keyId;

    /** The paths are for messages only. */
    VaultSeal(Path file, Path keyFile, Secret key) {
        this.file = file;
        this.keyFile = keyFile;
        this.key = key;
        keyId = keyId(key);
    }

    byte[] seal(byte[] content) {
        byte[] nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        byte[] header =
                ByteBuffer.allocate(HEADER)
                        .put(MAGIC)
                        .put(VERSION)
                        .put(keyId)
                        .putInt(content.length + TAG)
                        .put(nonce)
                        .array();
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, header).doFinal(content);
            return ByteBuffer.allocate(HEADER + encrypted.length)
                    .put(header)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no AES-GCM", impossible);
        }
    }

    /** The content, which the caller wipes; or an exception that says why it cannot be had. */
    byte[] open(byte[] sealed) {
        if (sealed.length < HEADER) {
            throw fault(
                    Fault.TRUNCATED,
                    "must have %d octets at least, but has %d".formatted(HEADER, sealed.length));
        }
        ByteBuffer header = ByteBuffer.wrap(sealed, 0, HEADER);
        refuseForeign(octets(header, MAGIC.length), header.get());
        refuseWrongKey(octets(header, KEY_ID));
        refuseWrongLength(header.getInt(), sealed.length - HEADER);
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, HEADER))
                    .doFinal(sealed, HEADER, sealed.length - HEADER);
        } catch (AEADBadTagException changed) {
            throw fault(Fault.DAMAGED, "is not what Postern wrote: octets in it were changed");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no AES-GCM", impossible);
        }
    }

    /** Whatever is wrong with the file, the way out is the same. */
    StateException fault(Fault fault, String found) {
        return new StateException(
                fault,
                ("The vault %s %s. Put it back from a backup; or, to start without any stored"
                                + " password, move it away. Postern leaves it as it is.")
                        .formatted(file, found));
    }

    private void refuseForeign(byte[] magic, byte version) {
        if (!Arrays.equals(magic, MAGIC)) {
            throw fault(Fault.DAMAGED, "does not begin as a vault does");
        }
        if (version != VERSION) {
            throw new StateException(
                    Fault.NEWER_FORMAT,
                    ("The vault %s has format %d, but this Postern reads format %d only. Use the"
                                    + " Postern that wrote it, or a newer one.")
                            .formatted(file, version, VERSION));
        }
    }

    private void refuseWrongKey(byte[] found) {
        if (!Arrays.equals(found, keyId)) {
            throw new StateException(
                    Fault.WRONG_KEY,
                    ("The vault %s was written with the key %s, but %s is the key %s. Put back the"
                         + " key file that belongs to the vault. Postern leaves both as they are.")
                            .formatted(file, shown(found), keyFile, shown(keyId)));
        }
    }

    private void refuseWrongLength(int expected, int found) {
        if (found < expected) {
            throw fault(
                    Fault.TRUNCATED,
                    "must have %d octets behind its header, but has %d".formatted(expected, found));
        }
        if (found > expected || found < TAG) {
            throw fault(
                    Fault.DAMAGED,
                    "must have %d octets behind its header, but has %d".formatted(expected, found));
        }
    }

    private Cipher cipher(int mode, byte[] header) throws GeneralSecurityException {
        byte[] octets = key.reveal();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(octets, "AES"),
                    new GCMParameterSpec(TAG * Byte.SIZE, header, HEADER - NONCE, NONCE));
            cipher.updateAAD(header);
            return cipher;
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /** Says nothing of the key: a cut MAC over a constant. */
    private static byte[] keyId(Secret key) {
        byte[] octets = key.reveal();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(octets, "HmacSHA256"));
            byte[] label = "postern vault key id".getBytes(StandardCharsets.US_ASCII);
            return Arrays.copyOf(mac.doFinal(label), KEY_ID);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", impossible);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static byte[] octets(ByteBuffer from, int count) {
        byte[] octets = new byte[count];
        from.get(octets);
        return octets;
    }

    private static String shown(byte[] keyId) {
        return HexFormat.of().formatHex(keyId);
    }
}
