package dev.postern.core.signin;

import dev.postern.core.secret.Secret;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * Proof that who redeems a code is who asked for it (RFC 7636).
 *
 * @param verifier 43 characters; goes nowhere but to the token endpoint
 */
public record Pkce(Secret verifier) {

    /** The only method that hides the verifier from who sees the request (RFC 7636 4.2). */
    public static final String METHOD = "S256";

    /** What RFC 7636 4.1 recommends: 256 bits. */
    private static final int VERIFIER_OCTETS = 32;

    /** Another one for each request. */
    public static Pkce fresh(SecureRandom random) {
        return new Pkce(randomText(random, VERIFIER_OCTETS));
    }

    /** What the authorization request carries instead of the verifier. */
    public String challenge() {
        byte[] octets = verifier.reveal();
        try {
            return encoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /** Characters that may stand in a URL, of so many random octets. */
    static Secret randomText(SecureRandom random, int octets) {
        byte[] drawn = new byte[octets];
        random.nextBytes(drawn);
        byte[] text = encoder().encode(drawn);
        try {
            return Secret.copyOf(text);
        } finally {
            Arrays.fill(drawn, (byte) 0);
            Arrays.fill(text, (byte) 0);
        }
    }

    private static Base64.Encoder encoder() {
        return Base64.getUrlEncoder().withoutPadding();
    }
}
