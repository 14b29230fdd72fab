/**
 * A running bridge, put together from its files.
 *
 * <pre>
 *   configuration --+
 *   state (locked) -+--> Bridge: authenticator, credentials, frontends --> listeners, sessions
 *                   |       ^
 *   control socket -+-------+ administration: what commands have done, at once
 *   changed files, SIGHUP --+
 * </pre>
 *
 * <p>Certificates do not last as long as the bridge: {@link
 * dev.postern.app.bridge.CertificateWatch} has those of the local authority renewed and those of
 * files read again, and only connections that come later notice.
 *
 * <p>Decided here: accounts, apps, listeners and the program that is told of events change while
 * the bridge runs; the key of the vault and our name in EHLO need a restart, and a reload that
 * meets a change of those says so. A session ends when its app or account is gone or differs in
 * anything, and no other session is disturbed, not even by the end of its listener.
 *
 * <p>When it is {@link dev.postern.app.bridge.GracefulStop stopped}, nobody logs in any more, and
 * sessions get some time to end where nothing is lost by it.
 *
 * <p>A reload is all or nothing: certificates are read and ports are bound before anything changes,
 * and clients of new ports wait until everything has. What commands like {@code app add} have
 * written counts at once, also while the listeners in the files cannot be had.
 */
@NullMarked
package dev.postern.app.bridge;

import org.jspecify.annotations.NullMarked;
