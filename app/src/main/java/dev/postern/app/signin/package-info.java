/**
 * The conversation in which a person lets Postern use a mailbox. Each way has a class: {@link
 * dev.postern.app.signin.BrowserSignIn} on this machine, {@link
 * dev.postern.app.signin.PastedSignIn} where the browser is elsewhere, {@link
 * dev.postern.app.signin.DeviceSignIn} with a short code, {@link
 * dev.postern.app.signin.UnattendedSignIn} where no person is needed.
 *
 * <p>All of it runs in the command's process, and ends with it. What comes of it is redeemed by
 * whoever holds the lock on the state, for a moment only: nobody else waits while a person thinks.
 *
 * <p>Decided here: a code is redeemed once and never again by itself, since a server that sees one
 * twice withdraws what it gave for it (RFC 6749 4.1.2); a device code is asked for until it
 * expires, whatever the network does meanwhile (RFC 8628 3.5).
 */
@NullMarked
package dev.postern.app.signin;

import org.jspecify.annotations.NullMarked;
