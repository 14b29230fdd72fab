package dev.postern.core.access;

import dev.postern.core.secret.Argon2idBytes;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Argon2id hash (RFC 9106) with what is needed to check a password against it. Its text is a PHC
 * string, as other programs write it too; {@link #toString()} doesn't show it, because a chosen
 * password can be guessed from it.
 */
public final class Argon2id {

    /**
     * OWASP's second choice, 19 MiB and two passes: its first, 46 MiB, does not fit beside the rest
     * into a 64 MiB heap.
     */
    static final int MEMORY_KIB = 19 * 1024;

    static final int PASSES = 2;

    /** RFC 9106, section 4. */
    static final int SALT_OCTETS = 16;

    static final int HASH_OCTETS = 32;

    /**
     * What a file may ask for: more would not fit into the heap, or hold up everybody who waits.
     */
    private static final int MOST_MEMORY_KIB = 32 * 1024;

    private static final int MOST_PASSES = 10;

    /** Nine digits at most, so that every number fits; salt and hash of at most 64 octets. */
    private static final Pattern PHC =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=([1-9]\\d{0,8}),t=([1-9]\\d{0,8}),p=1"
                            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private final int memoryKib;
    private final int passes;
    private final byte[] salt;
    private final byte[] hash;

    private Argon2id(int memoryKib, int passes, byte[] salt, byte[] hash) {
        this.memoryKib = memoryKib;
        this.passes = passes;
        this.salt = salt;
        this.hash = hash;
    }

    /** Hashes for the first time. Takes tens of milliseconds: never on an event loop. */
    static Argon2id of(byte[] password, SecureRandom random) {
        byte[] salt = octets(SALT_OCTETS, random);
        return new Argon2id(
                MEMORY_KIB,
                PASSES,
                salt,
                Argon2idBytes.of(password, MEMORY_KIB, PASSES, salt, HASH_OCTETS));
    }

    /**
     * One that no password matches, and that takes just as long to find out: for user names that
     * don't exist.
     */
    static Argon2id decoy(SecureRandom random) {
        return new Argon2id(
                MEMORY_KIB, PASSES, octets(SALT_OCTETS, random), octets(HASH_OCTETS, random));
    }

    /**
     * Reads a PHC string; empty if it isn't one of Argon2id 1.3 with one lane, or asks for too much
     * work.
     */
    static Optional<Argon2id> parse(String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int memoryKib = Integer.parseInt(parts.group(1));
        int passes = Integer.parseInt(parts.group(2));
        // RFC 9106, section 3.1: at least 8 KiB a lane.
        if (memoryKib < 8 || memoryKib > MOST_MEMORY_KIB || passes > MOST_PASSES) {
            return Optional.empty();
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            return Optional.of(
                    new Argon2id(
                            memoryKib,
                            passes,
                            base64.decode(parts.group(3)),
                            base64.decode(parts.group(4))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether {@code password} is right. Takes tens of milliseconds and {@link #MEMORY_KIB}: never
     * on an event loop.
     */
    boolean matches(byte[] password) {
        return MessageDigest.isEqual(
                hash, Argon2idBytes.of(password, memoryKib, passes, salt, hash.length));
    }

    /** The text that {@link #parse} reads: for the state file only. */
    String phc() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        // No formatted(): in some locales its digits are not ASCII.
        return "$argon2id$v=19$m="
                + memoryKib
                + ",t="
                + passes
                + ",p="
                + Argon2idBytes.LANES
                + "$"
                + base64.encodeToString(salt)
                + "$"
                + base64.encodeToString(hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Argon2id that
                && memoryKib == that.memoryKib
                && passes == that.passes
                && Arrays.equals(salt, that.salt)
                && MessageDigest.isEqual(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    @Override
    public String toString() {
        return "Argon2id[m=" + memoryKib + ", t=" + passes + "]";
    }

    private static byte[] octets(int length, SecureRandom random) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }
}
