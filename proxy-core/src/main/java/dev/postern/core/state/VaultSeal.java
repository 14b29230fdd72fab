package dev.postern.core.state;

import dev.postern.core.state.StateException.Fault;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals content under a key, and opens it again: a {@link VaultHeader} in clear and the content
 * under AES-256-GCM, which vouches for the header too.
 */
final class VaultSeal {

    private static final int TAG = 16;

    private final SealedFormat format;
    private final Path file;
    private final VaultKey key;

    /** The file is for messages only. */
    VaultSeal(SealedFormat format, Path file, VaultKey key) {
        this.format = format;
        this.file = file;
        this.key = key;
    }

    byte[] seal(byte[] content) {
        VaultHeader header = VaultHeader.fresh(format, key, content.length + TAG);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, header).doFinal(content);
            return ByteBuffer.allocate(header.length() + encrypted.length)
                    .put(header.octets())
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no AES-GCM", impossible);
        }
    }

    /**
     * The content, which the caller wipes; or an exception that says why it cannot be had.
     *
     * @param header of {@code sealed}; it names this key
     */
    byte[] open(VaultHeader header, byte[] sealed) {
        refuseWrongLength(header.contentLength(), sealed.length - header.length());
        try {
            return cipher(Cipher.DECRYPT_MODE, header)
                    .doFinal(sealed, header.length(), sealed.length - header.length());
        } catch (AEADBadTagException changed) {
            throw VaultHeader.changed(format, file);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no AES-GCM", impossible);
        }
    }

    private void refuseWrongLength(int expected, int found) {
        String sentence =
                "must have %d octets behind its header, but has %d".formatted(expected, found);
        if (found < expected) {
            throw VaultHeader.fault(format, file, Fault.TRUNCATED, sentence);
        }
        if (found > expected || found < TAG) {
            throw VaultHeader.fault(format, file, Fault.DAMAGED, sentence);
        }
    }

    private Cipher cipher(int mode, VaultHeader header) throws GeneralSecurityException {
        byte[] octets = key.secret().reveal();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(octets, "AES"),
                    new GCMParameterSpec(TAG * Byte.SIZE, header.nonce()));
            cipher.updateAAD(header.octets());
            return cipher;
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }
}
