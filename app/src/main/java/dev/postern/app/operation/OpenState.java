package dev.postern.app.operation;

import dev.postern.config.Locations;
import dev.postern.core.audit.AuditLog;
import dev.postern.core.audit.AuditTrail;
import dev.postern.core.audit.LastUses;
import dev.postern.core.state.KeyFile;
import dev.postern.core.state.Keyring;
import dev.postern.core.state.Passphrase;
import dev.postern.core.state.StateDirectory;
import dev.postern.core.state.StateLock;
import dev.postern.core.state.SystemdCredential;
import dev.postern.core.state.Vault;
import dev.postern.core.state.VaultKeySources;

import java.time.Clock;

/**
 * The state of a bridge, which nobody else changes while this is open.
 *
 * @param verifiers of app passwords
 * @param keys where the vault's key can be
 * @param audit makes its files with the first event
 */
public record OpenState(
        StateLock lock,
        Vault vault,
        VerifierFile verifiers,
        VaultKeySources keys,
        AuditTrail audit,
        LastUses lastUses)
        implements AutoCloseable {

    private static final String KEY = "vault.key";

    /**
     * Makes what is not there yet: directories, key, vault. Waits for a person, if the key is made
     * from a passphrase.
     *
     * @throws dev.postern.core.state.StateException if somebody else has the lock, or if anything
     *     cannot be read whole
     */
    public static OpenState open(Locations locations, VaultAccess access) {
        StateLock lock = StateLock.acquire(StateDirectory.open(locations.state()));
        try {
            VaultKeySources keys = keys(locations, new Passphrase(access.passphrases()));
            Vault vault = Vault.open(lock, keys, access.configured());
            AuditTrail audit = new AuditTrail(lock.directory().audit(), vault, Clock.systemUTC());
            LastUses lastUses = LastUses.open(lock.directory().lastUses(), Clock.systemUTC());
            VerifierFile verifiers =
                    new VerifierFile(lock.directory().verifiers(), AuditLog.both(audit, lastUses));
            return new OpenState(lock, vault, verifiers, keys, audit, lastUses);
        } catch (RuntimeException unusable) {
            lock.close();
            throw unusable;
        }
    }

    private static VaultKeySources keys(Locations locations, Passphrase passphrase) {
        return new VaultKeySources(
                new KeyFile(locations.keys().resolve(KEY)),
                SystemdCredential.of(System.getenv()),
                Keyring.ofSession(),
                passphrase);
    }

    @Override
    public void close() {
        lastUses.close();
        audit.close();
        lock.close();
    }
}
