/**
 * An upstream whose octets are compressed, beneath a relay that knows nothing of it (RFC 4978).
 *
 * <p>{@link dev.postern.core.deflate.DeflateCodec} stands between TLS and what relays. Decided
 * here:
 *
 * <ul>
 *   <li>It inflates only what was asked for: one piece of bounded size for each {@code read()} that
 *       reaches it. A kibioctet can inflate to a mebioctet, so nothing is inflated that nobody
 *       takes, and what has come meanwhile waits as it came, a read's worth at most.
 *   <li>Each flush is compressed by itself, with no memory of those before: that memory is 256 KiB
 *       a session, for commands that are a hundred octets long. What comes from the provider is
 *       many times more, and has the memory that it needs: 40 KiB.
 *   <li>An end of input waits until what came before it is inflated and taken.
 * </ul>
 */
@NullMarked
package dev.postern.core.deflate;

import org.jspecify.annotations.NullMarked;
