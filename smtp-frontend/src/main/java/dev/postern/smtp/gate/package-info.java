/**
 * The gate of an app that may not do everything with SMTP.
 *
 * <pre>
 *   client --octets--> ClientSide -> Stage --passed on--> pump -> provider
 *   client <--words--- ReplyQueue <- ReplyLines <- ProviderSide <- provider
 * </pre>
 *
 * <p>What the client sends is read by one {@link dev.postern.smtp.gate.Stage} after the other:
 * commands, a header that is held back, a message that streams, a chunk, something that is dropped.
 * {@link dev.postern.smtp.gate.ReplyQueue} knows whose reply comes next, the provider's or ours, so
 * that pipelining stays and the order is right.
 *
 * <p>Decisions that the RFCs leave to us:
 *
 * <ul>
 *   <li>Commands are written anew for the provider, never passed as they came: what we have read is
 *       what it reads. Its EHLO name is ours. Unknown parameters are refused.
 *   <li>DATA and BDAT go on only when all replies before them are here: then it is known whether
 *       there is a message at all, and no octet of one is ever read as a command by a provider that
 *       has refused it.
 *   <li>{@code MAIL FROM:<>} is refused where senders are listed: it names none of them, and the
 *       owner would not get the bounces that tell of an app gone astray. Only read receipts and
 *       bounces need it (RFC 5321 4.5.5), and no app that has limits has to send those.
 *   <li>Where senders are listed, the header has exactly one From, and each address there, in
 *       Sender, in Resent-From and Resent-Sender is one of them. A header that two programs could
 *       read in two ways is refused: see {@link dev.postern.smtp.gate.HeaderCheck}. Reply-To is
 *       free, because it doesn't say who wrote the message.
 *   <li>A message counts for the hour when its DATA or its first BDAT is about to be answered, once
 *       for all its recipients, and also if it is refused afterwards: who tries is counted.
 *   <li>Bare LF and NUL end the transfer, and so does a bare CR next to a dot, by which servers
 *       could be told of two ends. In a header that is checked no bare CR may be at all.
 *   <li>A chunk of BDAT is counted, so a dot in it means nothing. Its size must be a plain number;
 *       else we could not know where it ends, and the connection ends.
 *   <li>Where nobody says anything for too long, or the session is ended by command, the client
 *       that waits for the verdict on a message hears that it may or may not have been sent, and
 *       every other one a 421.
 *   <li>Where the provider's connection was closed by us amid a message, the client hears its reply
 *       after the end of its data, and then the session ends.
 * </ul>
 */
@NullMarked
package dev.postern.smtp.gate;

import org.jspecify.annotations.NullMarked;
