package dev.postern.core.state;

/**
 * All places where a vault's key can be, on this machine and for this process. Which of them is the
 * one, the configuration says, or the vault itself.
 */
public record VaultKeySources(
        KeyFile file, SystemdCredential systemd, Keyring keyring, Passphrase passphrase) {

    public VaultKeySource of(VaultKeyKind kind) {
        return switch (kind) {
            case FILE -> file;
            case SYSTEMD -> systemd;
            case KEYRING -> keyring;
            case PASSPHRASE -> passphrase;
        };
    }

    /** For a vault that is not there yet, where nobody has chosen: what needs nobody's help. */
    VaultKeyKind preferred() {
        return systemd.isThere() ? VaultKeyKind.SYSTEMD : VaultKeyKind.FILE;
    }
}
