/**
 * Who may come in. A client's {@link dev.postern.core.access.LoginAttempt} goes to the {@link
 * dev.postern.core.access.Authenticator}; the user name selects the {@link
 * dev.postern.core.account.Account}, the secret selects the {@link dev.postern.core.access.App},
 * and the {@link dev.postern.core.access.Verdict} says both or why not.
 *
 * <p>There are two kinds of secret. A <em>generated</em> one is an {@link
 * dev.postern.core.access.AppPassword}: it carries an id, so one look-up and one HMAC verify it on
 * the event loop. A <em>chosen</em> one is whatever a person thought of: account and protocol find
 * it, it is hashed with {@link dev.postern.core.access.Argon2id}, and {@link
 * dev.postern.core.access.ChosenPasswordCheck} does that elsewhere. What is stored of both is in
 * {@link dev.postern.core.access.Verifiers}, a value: whoever changes it stores the new one, then
 * hands it to {@link dev.postern.core.access.AppAuthenticator#update}.
 *
 * <p>What clients are told never says which part was wrong; what the log says does. Nor does the
 * time tell: an unknown user costs the same HMAC or Argon2id as a known one, and is throttled the
 * same. {@link dev.postern.core.access.LoginThrottle} gets in the way of failures only. A right
 * generated secret is let in whatever others did; a right chosen one is not while too many fail at
 * its account from its source, because looking at it would be looking at a guess.
 *
 * <p>A secret that is replaced lives on until its replacement is first used, at most until a date
 * that is stored with it; the sessions that it let in end when it does, or else whoever has found
 * it could stay as long as he keeps his connection. What follows from a login, an {@link
 * dev.postern.core.access.AccessListener} makes last. A compact secret has no prefix, so what looks
 * like one and is none goes the way of chosen passwords.
 *
 * <p>On this machine failures are counted by the local user whose program it is, as {@link
 * dev.postern.core.access.SocketTable} says, and an app can be bound to one. That is looked up on
 * threads of its own, and only for failures, chosen passwords and bound apps; those who know a
 * secret never wait behind those who guess.
 *
 * <p>A device that cannot log in is known by the listener that it connects to and by the address
 * that it comes from: {@link dev.postern.core.access.Authenticator#admit} decides, and no secret is
 * involved.
 *
 * <p>Decided here: chosen passwords are printable ASCII, since the old programs that need one
 * disagree on everything else. A success does not clear the count of failures. When too many chosen
 * passwords wait, the answer is that of throttling: it isn't the client's fault, and "wrong
 * password" would be untrue.
 */
@NullMarked
package dev.postern.core.access;

import org.jspecify.annotations.NullMarked;
