/**
 * What the program writes and reads again: the {@link dev.postern.core.state.Vault} with the
 * secrets, and small files like {@link dev.postern.core.state.OfferMemory}'s.
 *
 * <p>All of it lies in one {@link dev.postern.core.state.StateDirectory}. Who writes there holds
 * its {@link dev.postern.core.state.StateLock}: a running bridge, or a command while none runs.
 * Otherwise a command would overwrite what the bridge changed meanwhile. Every file is replaced as
 * a whole ({@link dev.postern.core.state.AtomicFile}), so a crash leaves the old one or the new
 * one.
 *
 * <p>The vault is encrypted under 32 octets, which come from one of four places, a {@link
 * dev.postern.core.state.VaultKeySource}:
 *
 * <ul>
 *   <li>a {@link dev.postern.core.state.SystemdCredential}, which only the service is given;
 *   <li>a {@link dev.postern.core.state.KeyFile}, in another directory than the vault, so that one
 *       backup does not take both. For a user, state is in {@code $XDG_STATE_HOME/postern} and the
 *       key in {@code $XDG_DATA_HOME/postern/keys/vault.key} ({@code ~/.local/state} and {@code
 *       ~/.local/share}); not in {@code ~/.config}: that is what people put into repositories of
 *       dotfiles. For the system service, {@code /var/lib/postern} and {@code
 *       /var/lib/postern-keys};
 *   <li>the user's {@link dev.postern.core.state.Keyring}. It is reached through the program {@code
 *       secret-tool} of libsecret, not through a jar: a Java client of D-Bus brings a dozen jars
 *       and puts one secret into a megabyte of code, for what every desktop has installed or can;
 *       where it is missing, that is said;
 *   <li>a {@link dev.postern.core.state.Passphrase}, stretched with Argon2id.
 * </ul>
 *
 * <p>The vault's header says which of them it is, so a configuration that names another one is told
 * apart from a lost key. None of them is a way out when another fails: without its key a vault is
 * not opened, and nothing is ever written in clear.
 *
 * <p>What this protects from: somebody who gets a copy of the state without the key. What it cannot
 * protect from: programs of the same local user, who may read both; and an old copy of the vault
 * put back, which is as genuine as it was.
 *
 * <p>A vault that cannot be read is never replaced and never taken for an empty one: it holds what
 * a person would have to type again. Nor is a new key ever made while there is a vault.
 */
@NullMarked
package dev.postern.core.state;

import org.jspecify.annotations.NullMarked;
