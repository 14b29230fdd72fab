/**
 * IMAP's words on both sides of the bridge, until login is over (RFC 3501, RFC 9051).
 *
 * <p>{@link dev.postern.imap.ImapClientDialogue} is the server that a client sees: it reads a
 * {@link dev.postern.imap.Command} from lines and literals, answers what may be said before login,
 * and brings the session a login attempt. {@link dev.postern.imap.ImapUpstreamDialogue} is the
 * client that the provider sees: it reads {@link dev.postern.imap.ServerLine}s and logs in by
 * {@link dev.postern.imap.Authentication}. What either says to people stands in {@link
 * dev.postern.imap.Sentences}.
 *
 * <p>Decided here: every BAD that is the client's doing counts, and the third ends the connection,
 * except where RFC 3501 wants the BAD (a cancelled AUTHENTICATE) or where the client could not know
 * (a literal that is too large). A literal is invited only where the command will be carried out,
 * so a password is never asked for on a connection on which it may not be sent.
 */
@NullMarked
package dev.postern.imap;

import org.jspecify.annotations.NullMarked;
