/**
 * Certificates for the bridge's own listeners. The {@link dev.postern.core.tls.LocalAuthority}
 * makes, on first use:
 *
 * <pre>
 *   root           signs the intermediate, and nothing else ever: its key is never stored
 *    └ intermediate   may only vouch for localhost and the loopback addresses; its key is in the vault
 *       └ leaf           a year; made whenever the bridge needs one
 * </pre>
 *
 * <p>A mail program that trusts the root thereby trusts this machine's bridge and nothing else:
 * whoever steals the intermediate's key can pretend to be {@code localhost}, and no site.
 */
@NullMarked
package dev.postern.core.tls;

import org.jspecify.annotations.NullMarked;
