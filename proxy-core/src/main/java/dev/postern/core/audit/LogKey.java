package dev.postern.core.audit;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.Vault;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * What a log is sealed with. Wiped by closing.
 *
 * @param keep puts a new one where it is found again
 */
record LogKey(Secret secret, Age age, Runnable keep) implements AutoCloseable {

    /** As long as the hash of HMAC-SHA-256 (RFC 2104 3). */
    private static final int OCTETS = 32;

    /** Whether there must be a log. */
    enum Age {
        /** Just made, and kept nowhere yet: whatever lies there was not sealed with it. */
        NEW,
        /** It was kept when the log was begun. */
        KNOWN
    }

    /** The vault's; a new one if it has none. */
    static LogKey of(Vault vault) {
        return vault.auditKey()
                .map(known -> new LogKey(known, Age.KNOWN, () -> {}))
                .orElseGet(() -> made(vault));
    }

    private static LogKey made(Vault vault) {
        byte[] octets = new byte[OCTETS];
        new SecureRandom().nextBytes(octets);
        Secret secret = Secret.copyOf(octets);
        Arrays.fill(octets, (byte) 0);
        return new LogKey(secret, Age.NEW, () -> vault.putAuditKey(secret));
    }

    Seal lineSeal() {
        return new Seal(secret, "line");
    }

    Seal headSeal() {
        return new Seal(secret, "head");
    }

    @Override
    public void close() {
        secret.wipe();
    }
}
