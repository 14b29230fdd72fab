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
 * <p>The vault is encrypted under 32 random octets, the {@link dev.postern.core.state.KeyFile}. It
 * lies in another directory than the vault, so that one backup does not take both:
 *
 * <ul>
 *   <li>for a user, state is in {@code $XDG_STATE_HOME/postern} and the key in {@code
 *       $XDG_DATA_HOME/postern/vault.key} ({@code ~/.local/state} and {@code ~/.local/share}). Not
 *       in {@code ~/.config}: that is what people put into repositories of dotfiles;
 *   <li>for the system service, in {@code /var/lib/postern} and {@code /etc/postern/vault.key}.
 * </ul>
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
