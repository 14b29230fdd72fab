package dev.postern.core.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Octets that nobody may see: an app password, a provider password, a token. Prints as dots,
 * compares in constant time.
 *
 * <p>Immutable until {@link #wipe()}, which its owner may call once nobody needs it any more; from
 * then on it is empty.
 */
public final class Secret {

    private static final String DOTS = "••••";

    private byte[] octets;

    private Secret(byte[] octets) {
        this.octets = octets;
    }

    /** A secret of a copy of {@code octets}; the caller keeps, and should wipe, its array. */
    public static Secret copyOf(byte[] octets) {
        return new Secret(octets.clone());
    }

    /** A secret of the UTF-8 octets of {@code text}. */
    public static Secret of(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Another with the same octets, for an owner who wipes at another time. */
    public Secret copy() {
        return new Secret(octets.clone());
    }

    /** A copy of the octets, for the line that sends or hashes them; the caller wipes it. */
    public byte[] reveal() {
        return octets.clone();
    }

    /** The octets as UTF-8 text: only where a library takes nothing else. */
    public String revealText() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    public int length() {
        return octets.length;
    }

    public boolean isEmpty() {
        return octets.length == 0;
    }

    /** Overwrites and drops the octets. */
    public void wipe() {
        Arrays.fill(octets, (byte) 0);
        octets = new byte[0];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(octets, that.octets);
    }

    /** Constant, so that no digest of the octets can reach a log or a hash table dump. */
    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return DOTS;
    }
}
