package dev.postern.core.access;

import dev.postern.core.secret.Secret;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 under one key. Thread-safe. */
final class Hmac {

    /** As long as the output; shorter ones would be the weakest part (RFC 2104, section 3). */
    static final int KEY_OCTETS = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * @throws IllegalArgumentException if the key is shorter than {@link #KEY_OCTETS}
     */
    Hmac(Secret key) {
        if (key.length() < KEY_OCTETS) {
            throw new IllegalArgumentException(
                    "expected a key of " + KEY_OCTETS + " octets or more, found " + key.length());
        }
        byte[] octets = key.reveal();
        this.key = new SecretKeySpec(octets, ALGORITHM);
        Arrays.fill(octets, (byte) 0);
    }

    /**
     * Under a key that only this process has, and only while it runs: what it makes is worth
     * nothing elsewhere.
     */
    static Hmac ofThisProcess(SecureRandom random) {
        byte[] octets = new byte[KEY_OCTETS];
        random.nextBytes(octets);
        Hmac hmac = new Hmac(Secret.copyOf(octets));
        Arrays.fill(octets, (byte) 0);
        return hmac;
    }

    /**
     * Of the parts, one after the other; where they begin and end must follow from what they hold.
     */
    byte[] of(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }

    /** What is stored of a generated app password. */
    Secret of(AppPassword password) {
        byte[] body = password.body().reveal();
        try {
            return Secret.copyOf(of(body));
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }
}
