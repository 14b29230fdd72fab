package dev.postern.core.access;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** What tells a typing error in an app password: the first octets of SHA-256. */
final class Checksum {

    private Checksum() {}

    static byte[] of(byte[] body, int length) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(body), length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
