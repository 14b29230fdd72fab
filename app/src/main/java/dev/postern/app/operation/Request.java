package dev.postern.app.operation;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.VaultKeyKind;

import java.util.Optional;

/** One thing that a command wants done. */
public sealed interface Request {

    /** One that takes a moment, and is carried out while no other of its kind is. */
    sealed interface Brief extends Request {}

    /** Take over the configuration as the files have it now. */
    record Reload() implements Brief {}

    /** A new generated password for an app of the configuration; those that it had end. */
    record IssueSecret(String app) implements Brief {}

    /** A password that a person chose for an app of the configuration; those that it had end. */
    record ChooseSecret(String app, Secret password) implements Brief {}

    /** End all passwords of an app, and the sessions that it has. */
    record Revoke(String app) implements Brief {}

    /** Keep the password of an account at its provider. */
    record PutPassword(String account, Secret password) implements Brief {}

    /** Forget the password of an account at its provider. */
    record RemovePassword(String account) implements Brief {}

    /** What the running bridge is doing. */
    record Inquire() implements Brief {}

    /** What may be said of the vault to anybody. */
    record InspectVault() implements Brief {}

    /**
     * Put the vault under a new key. May wait for a person at the keyring, so nobody waits for its
     * end.
     *
     * @param to where the new key is to be; empty for where the present one is
     * @param given the passphrase, or the key that systemd will give
     */
    record RekeyVault(Optional<VaultKeyKind> to, Optional<Secret> given) implements Request {}

    /** All secrets, to be taken to another machine under this passphrase. */
    record ExportVault(Secret passphrase) implements Brief {}

    /**
     * Log in to the servers of an account. It changes nothing but what is remembered of their
     * offers, and takes as long as they do, so nobody waits for its end.
     */
    record CheckAccount(String account) implements Request {}
}
