/**
 * Connections that are logged in at a provider before anybody asks, so that a client's login waits
 * for nobody far away.
 *
 * <pre>
 *   a session's login --> Spares --+-- a Spare is there: moved to the client's event loop, and gone
 *                                  +-- none, or a dead one: logged in as ever
 *   either way, afterwards -----------> Shelf: as many as logged in lately, at most `spares`
 * </pre>
 *
 * <p>Decided here:
 *
 * <ul>
 *   <li>A spare has heard no word of any client, is given to one, once, and never comes back. The
 *       client's app password and its policy were checked before; to the session it looks like a
 *       login that took no time, so gates and traces work as ever.
 *   <li>It belongs to a {@link dev.postern.core.upstream.LoginTarget}: whoever wants something that
 *       differs in any setting does not find it. The secret is compared as well, when it is given
 *       away and when passwords or tokens may have changed: what an earlier one has opened is
 *       closed. So no spare outlives its token by more than its own short life.
 *   <li>It is read from all the time, and the first octet ends it: whatever a provider says to
 *       nobody is for nobody. What came in one read with the answer to the login is the exception;
 *       the client hears it, as it would have.
 *   <li>It is short-lived, since providers end connections that do nothing: {@link
 *       dev.postern.core.spare.SpareTimes}. It is replaced while somebody has logged in lately; a
 *       mailbox that nobody opens has none, nor a timer.
 *   <li>A provider counts a spare as a connection. When it refuses one, or a client's login for its
 *       limit, the account's spares are closed and none is opened for a while.
 * </ul>
 *
 * <p>Unlike sessions these are shared by all event loops: a {@link dev.postern.core.spare.Shelf} is
 * locked, for as long as it takes to put one there or to take one away.
 */
@NullMarked
package dev.postern.core.spare;

import org.jspecify.annotations.NullMarked;
