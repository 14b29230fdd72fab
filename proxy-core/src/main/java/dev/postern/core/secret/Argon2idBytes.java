package dev.postern.core.secret;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id of RFC 9106, version 1.3, as one lane. */
public final class Argon2idBytes {

    /** The work of the RFC's lanes is done all the same, one after the other. */
    public static final int LANES = 1;

    private Argon2idBytes() {}

    /**
     * Takes as long and as much memory as it is told to: never on an event loop.
     *
     * @param password stays the caller's
     * @param memoryKib 8 or more (RFC 9106 3.1)
     * @param length octets of the result, which the caller wipes
     */
    public static byte[] of(byte[] password, int memoryKib, int passes, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(memoryKib)
                        .withIterations(passes)
                        .withParallelism(LANES)
                        .withSalt(salt)
                        .build());
        byte[] octets = new byte[length];
        generator.generateBytes(password, octets);
        return octets;
    }
}
