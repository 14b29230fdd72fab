package dev.postern.core.state;

import dev.postern.core.secret.Argon2idBytes;
import dev.postern.core.secret.Secret;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/** How a key is made from a passphrase: Argon2id (RFC 9106) with a salt of its own. Immutable. */
final class Stretching {

    /** Octets in a header: memory, passes, salt. */
    static final int LENGTH = Integer.BYTES + Integer.BYTES + 16;

    /**
     * What RFC 9106, section 4, recommends where memory is short, with twice the passes, because it
     * is done once a start: half a second. It fits into the 256 MiB of heap that the launcher
     * gives; the RFC's first choice, 2 GiB, does not.
     */
    private static final int MEMORY_KIB = 64 * 1024;

    private static final int PASSES = 6;

    private static final int SALT = LENGTH - 2 * Integer.BYTES;

    /** What a file may ask for: a changed one must not fill the heap, or take minutes. */
    private static final int MOST_MEMORY_KIB = 128 * 1024;

    private static final int MOST_PASSES = 20;

    private final int memoryKib;
    private final int passes;
    private final byte[] salt;

    private Stretching(int memoryKib, int passes, byte[] salt) {
        this.memoryKib = memoryKib;
        this.passes = passes;
        this.salt = salt;
    }

    /** With a new salt. */
    static Stretching fresh() {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        return new Stretching(MEMORY_KIB, PASSES, salt);
    }

    /** Reads {@link #LENGTH} octets; empty if they ask for too little or too much. */
    static Optional<Stretching> read(ByteBuffer from) {
        int memoryKib = from.getInt();
        int passes = from.getInt();
        byte[] salt = new byte[SALT];
        from.get(salt);
        // RFC 9106, section 3.1: at least 8 KiB a lane.
        return memoryKib < 8 * Argon2idBytes.LANES
                        || memoryKib > MOST_MEMORY_KIB
                        || passes < 1
                        || passes > MOST_PASSES
                ? Optional.empty()
                : Optional.of(new Stretching(memoryKib, passes, salt));
    }

    void write(ByteBuffer to) {
        to.putInt(memoryKib).putInt(passes).put(salt);
    }

    /** Takes about half a second and tens of MiB: never on an event loop. */
    VaultKey key(Secret passphrase) {
        byte[] octets = passphrase.reveal();
        try {
            byte[] key = Argon2idBytes.of(octets, memoryKib, passes, salt, VaultKey.LENGTH);
            Secret secret = Secret.copyOf(key);
            Arrays.fill(key, (byte) 0);
            return new VaultKey(VaultKeyKind.PASSPHRASE, secret, Optional.of(this));
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }
}
