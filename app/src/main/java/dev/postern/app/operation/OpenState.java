package dev.postern.app.operation;

import dev.postern.config.Locations;
import dev.postern.core.state.KeyFile;
import dev.postern.core.state.StateDirectory;
import dev.postern.core.state.StateLock;
import dev.postern.core.state.Vault;

/**
 * The state of a bridge, which nobody else changes while this is open.
 *
 * @param verifiers of app passwords
 */
public record OpenState(StateLock lock, Vault vault, VerifierFile verifiers)
        implements AutoCloseable {

    private static final String KEY = "vault.key";

    /**
     * Makes what is not there yet: directories, key, vault.
     *
     * @throws dev.postern.core.state.StateException if somebody else has the lock, or if anything
     *     cannot be read whole
     */
    public static OpenState open(Locations locations) {
        StateLock lock = StateLock.acquire(StateDirectory.open(locations.state()));
        try {
            Vault vault = Vault.open(lock, new KeyFile(locations.keys().resolve(KEY)));
            return new OpenState(lock, vault, new VerifierFile(lock.directory().verifiers()));
        } catch (RuntimeException unusable) {
            lock.close();
            throw unusable;
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
