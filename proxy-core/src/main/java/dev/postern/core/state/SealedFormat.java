package dev.postern.core.state;

import java.nio.charset.StandardCharsets;

/** What is sealed: the bridge's own vault, or a copy of it that a person takes along. */
enum SealedFormat {
    VAULT("PSTVAULT", 2, "vault"),
    EXPORT("PSTEXPRT", 1, "export");

    /** Octets of a magic. */
    static final int MAGIC = 8;

    private final String magic;
    private final int newest;
    private final String noun;

    SealedFormat(String magic, int newest, String noun) {
        this.magic = magic;
        this.newest = newest;
        this.noun = noun;
    }

    byte[] magic() {
        return magic.getBytes(StandardCharsets.US_ASCII);
    }

    byte newest() {
        return (byte) newest;
    }

    /** For sentences. */
    String noun() {
        return noun;
    }

    /** Whether a file of this version has nothing behind the nonce but its content. */
    boolean isShort(byte version) {
        return this == VAULT && version == 1;
    }
}
