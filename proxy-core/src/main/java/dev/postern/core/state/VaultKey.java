package dev.postern.core.state;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateException.Fault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that seals vaults.
 *
 * @param secret 32 octets, for AES-256
 * @param stretching how it came out of a passphrase, if it did
 */
record VaultKey(VaultKeyKind kind, Secret secret, Optional<Stretching> stretching) {

    /** AES-256. */
    static final int LENGTH = 32;

    /** Of {@link #id}. */
    static final int ID_LENGTH = 8;

    static VaultKey of(VaultKeyKind kind, Secret secret) {
        return new VaultKey(kind, secret, Optional.empty());
    }

    static VaultKey random(VaultKeyKind kind) {
        byte[] octets = new byte[LENGTH];
        new SecureRandom().nextBytes(octets);
        try {
            return of(kind, Secret.copyOf(octets));
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /**
     * A key as systemd, keyrings and people hand it over: 32 octets, or base64 of them.
     *
     * @param place for messages
     */
    static VaultKey read(VaultKeyKind kind, byte[] octets, String place) {
        if (octets.length == LENGTH) {
            return of(kind, Secret.copyOf(octets));
        }
        byte[] text = Arrays.copyOf(octets, lengthWithoutLineEnd(octets));
        byte[] key = new byte[0];
        try {
            key = Base64.getDecoder().decode(text);
            if (key.length == LENGTH) {
                return of(kind, Secret.copyOf(key));
            }
        } catch (IllegalArgumentException noBase64) {
            // Said below.
        } finally {
            Arrays.fill(text, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
        throw new StateException(
                Fault.KEY_DAMAGED,
                ("The vault's key, %s, must be %d octets, or base64 of them, but is something else,"
                                + " of %d octets. Put it back from a backup.")
                        .formatted(place, LENGTH, octets.length));
    }

    private static int lengthWithoutLineEnd(byte[] text) {
        int length = text.length;
        while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r')) {
            length--;
        }
        return length;
    }

    /** In hexadecimal. Says nothing of the key: a cut MAC over a constant. */
    String id() {
        byte[] octets = secret.reveal();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(octets, "HmacSHA256"));
            byte[] label = "postern vault key id".getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(mac.doFinal(label), 0, ID_LENGTH);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", impossible);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }
}
