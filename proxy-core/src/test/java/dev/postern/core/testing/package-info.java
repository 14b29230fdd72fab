/**
 * What tests of all modules share: peers and servers on real sockets, certificates for the length
 * of a test, the guard against leaked buffers and the collector of all that is logged.
 *
 * <p>And dialogues as scripts, one file per behaviour, named for it:
 *
 * <pre>
 * # Why this matters, and the number of the defect if there is one.
 * listener: tls
 *
 * S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] Postern ready
 * C: a1 LOGIN alice pst_secret
 * = attempt user=alice secret=pst_secret mechanism=LOGIN
 * = refused Denied
 * S: a1 NO [AUTHENTICATIONFAILED] Login failed
 * </pre>
 *
 * <p>{@code C:} the client sends, {@code S:} we say to the client, {@code P:} we say to the
 * provider, {@code U:} the upstream sends. Lines of the peer that follow each other arrive
 * together; what we say is compared when the peer, or a directive, has its turn, and has to be
 * exactly what the script says. A line ends with CRLF unless its last character is a backslash.
 * Escapes: {@code \\ \r \n \x00 \base64(…)}, and {@code \repeat(4096*x)} for many of the same.
 *
 * <p>Headers are {@code listener:} (tls, starttls-required, starttls-optional, none) for a script
 * about clients, and for one about providers {@code upstream:} with implicit or starttls, and any
 * of {@code user= secret= kind=password|token mechanism= host= port=}.
 *
 * <p>Directives, which all check before they do:
 *
 * <ul>
 *   <li>{@code = attempt user=… secret=… mechanism=…}: the client dialogue has this result
 *   <li>{@code = refused Denied}, {@code Throttled}, {@code Misconfigured}, or the name of an
 *       upstream failure with {@code account=… alert=…}: the session refuses
 *   <li>{@code = welcomed IMAP4rev1, IDLE | an alert}: the session lets the client in
 *   <li>{@code = goodbye SHUTDOWN}: the session ends the connection
 *   <li>{@code = ready IMAP4rev1, IDLE | an alert}: the upstream dialogue has logged in
 *   <li>{@code = failed Unavailable words of the detail | the alert}: or has not
 *   <li>{@code = tls}: the dialogue wants TLS now, and gets it
 *   <li>{@code = hangup QUIT}: the dialogue has hung up; where the cut decides, {@code QUIT or
 *       TLS_FAILED}
 *   <li>{@code = unread …}: what arrived and goes to the relay
 * </ul>
 *
 * <p>{@link dev.postern.core.testing.Scripts} runs each script whole, octet by octet, and cut in
 * two at every octet of the peer.
 */
@NullMarked
package dev.postern.core.testing;

import org.jspecify.annotations.NullMarked;
