/**
 * What an app with a restriction may say to a mailbox, and what it hears of it.
 *
 * <p>{@link dev.postern.imap.gate.ImapGate} has two handlers. The client's reads one command at a
 * time ({@link dev.postern.imap.gate.ClientStream}): a {@link dev.postern.imap.gate.CommandText}
 * until it is complete, parsed strictly, judged by the {@link dev.postern.imap.gate.Rule} that the
 * app's {@link dev.postern.imap.gate.Permissions} list for its verb, and only then passed on. The
 * upstream's ({@link dev.postern.imap.gate.ReplyStream}) cuts what comes into replies, passes those
 * that carry messages as slices, and looks at the few kinds that name mailboxes or capabilities.
 *
 * <p>Decided here:
 *
 * <ul>
 *   <li>Literals go upstream as synchronizing ones, whatever the client sent: so the gate never has
 *       octets under way of which the provider may think otherwise. Before one is offered, all
 *       earlier commands are answered. Only the message of an APPEND is streamed; all other
 *       literals are arguments, and the gate asks for them itself.
 *   <li>Status replies ({@code OK}, {@code NO}…) and continuations are text to the end of their
 *       line. Servers put into them what clients said, so a {@code {9}} at their end is no literal:
 *       it would hide the next nine octets from the filter.
 *   <li>What the client says while it idles, and is not DONE, is answered with BAD and goes
 *       nowhere: a server that is less strict would take it for a command.
 *   <li>A second message of an APPEND (RFC 3502, not offered) shows when the first is on its way
 *       and half a command cannot be taken back: the first is appended, the others are read and
 *       dropped, and the client hears NO with these words. Anything else behind a message than the
 *       command's end ends the session: the rest of a mail may follow, and must not be read as
 *       commands.
 *   <li>Ten commands in a row that are none end the session.
 *   <li>{@code read-and-flag} may not replace all flags of a message (STORE without a sign), as
 *       that takes away those it may not touch; {@code no-delete} may: to take \Deleted away
 *       deletes nothing.
 *   <li>Names of mailboxes are decoded strictly, modified UTF-7 or UTF-8 as was agreed by ENABLE,
 *       and compared as text. A name that another reader could read otherwise is refused: no
 *       canonical encoding, control characters, empty or dotted levels.
 *   <li>A folder allow-list shows a parent of an allowed folder as a name that cannot be selected,
 *       because clients that walk the tree level by level would not find the folder otherwise.
 *   <li>The delimiter of levels is asked for ({@code LIST "" ""}) before the first command is
 *       judged under a folder allow-list, and the provider's special mailboxes under {@code
 *       no-delete}; the answers are not shown. Names under which programs and providers keep waste
 *       and junk count as such everywhere, at every level, whatever the provider says of them.
 *   <li>{@code CREATE … (USE …)} is refused: it could make a \Trash of which the gate knows
 *       nothing.
 * </ul>
 */
@NullMarked
package dev.postern.imap.gate;

import org.jspecify.annotations.NullMarked;
