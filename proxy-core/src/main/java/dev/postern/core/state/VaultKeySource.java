package dev.postern.core.state;

import java.util.Optional;

/**
 * Where a vault gets its key from. There is no fifth choice and no way on without a key: who has
 * none throws a {@link StateException} that says what to do.
 */
public sealed interface VaultKeySource permits KeyFile, SystemdCredential, Keyring, Passphrase {

    VaultKeyKind kind();

    /** For sentences: which file, which item. */
    String place();

    /** The key for a vault that is not there yet: the one that is there, or a new one. */
    VaultKey first();

    /**
     * The key of a vault that is there.
     *
     * @return empty if there is none at all; perhaps another key than the vault's
     */
    Optional<VaultKey> find(VaultHeader header);

    /**
     * A new key for a vault that has another one. It is safe when this returns, and beside the
     * other, which stays whole: the vault is under that until it is written again.
     */
    VaultKey fresh();

    /** The vault on the disk is under this key, so another one that was kept beside it may go. */
    void settle(VaultKey key);

    /** The vault gets its key from elsewhere now, or has another one: this one may go. */
    void retire(VaultKey key);
}
