/**
 * The token engine: for each account that signs in with OAuth 2.0 an access token that works, and
 * one person told in time when there will be none.
 *
 * <pre>
 *   fetch ─ TokenEngine ─ AccountTokens ─┬─ Answers       what a login is told without asking
 *                         waiters,       ├─ Ground        what the server can be asked with
 *                         one Flight     ├─ Outlook       Good ⇄ Retrying → Stopped, or Unsaved
 *                                        ├─ Replacements  tokens that the mail server refuses
 *                                        └─ Ledger        AccessToken in memory, and
 *                                             RecordSlot, RecordJson: the TokenRecord in the vault
 * </pre>
 *
 * <p>A token that is good is given out at once, on the caller's thread. Everything else happens on
 * one worker thread of the engine, which may wait for the disk and never waits for a server; so
 * there are no locks, and each account has at most one {@link dev.postern.core.token.Flight} under
 * way, however many logins wait for it (defect 6). A login waits a while, then hears that the
 * provider is unavailable; the request goes on.
 *
 * <p>What is never lost:
 *
 * <ul>
 *   <li>A rotated refresh token is on the disk before anybody gets the access token that came with
 *       it. If the vault cannot be written, both are held back, and nothing is asked for until it
 *       can be.
 *   <li>The refresh token before it is kept until the new one has worked. It is tried once, as the
 *       last thing before the consent is given up, and not sooner: a server that expects rotation
 *       takes an old token for a thief's, and voids the new one with it.
 *   <li>What is in the vault and cannot be read, or belongs to another server or registration,
 *       stays there (defect 15) until a person signs in.
 * </ul>
 *
 * <p>What a refusal means: {@code invalid_grant} is doubted until the server has said it at least
 * twice and for more than a minute. Then, or at once if the server says that it wants to see the
 * person, the account is <em>stopped</em>: log and listener are told once, logins hear at once that
 * consent is needed, and the server is asked once a day whether it has changed its mind. That is
 * noted in the record, so that a restart neither asks nor tells again. What is wrong with our
 * registration is not noted: who mends it restarts the bridge, or reloads, and wants it tried.
 *
 * <p>Only the tokens of persons are kept in the vault. Where the registration itself, a password or
 * a key is enough, a restart asks anew: nothing is lost by that, and a catch-all account would fill
 * the vault with an entry for each address.
 *
 * <p>Time is measured by two clocks ({@link dev.postern.core.token.Moment}), so deadlines are right
 * after a suspend and when the clock is set, in either direction.
 */
@NullMarked
package dev.postern.core.token;

import org.jspecify.annotations.NullMarked;
