package dev.postern.app.operation;

import dev.postern.core.state.PassphrasePrompt;
import dev.postern.core.state.StateException;
import dev.postern.core.state.StateException.Fault;
import dev.postern.core.state.VaultKeyKind;

import java.util.Optional;

/**
 * How this process gets at the vault's key.
 *
 * @param configured where the configuration says that the key is; if it says nothing, the vault
 *     knows
 * @param passphrases how a passphrase is had, if the vault wants one
 */
public record VaultAccess(Optional<VaultKeyKind> configured, PassphrasePrompt passphrases) {

    /** The same, with the key where the configuration says. */
    public VaultAccess at(Optional<VaultKeyKind> place) {
        return new VaultAccess(place, passphrases);
    }

    /** Without anybody who could type a passphrase. */
    public static VaultAccess unattended() {
        return new VaultAccess(
                Optional.empty(),
                purpose -> {
                    throw new StateException(
                            Fault.KEY_MISSING,
                            "The vault's key is made from a passphrase, and there is nobody to ask"
                                    + " for it.");
                });
    }
}
