/**
 * What happened, for who has to know later: {@link dev.postern.core.audit.AuditEvent} says what may
 * be kept, {@link dev.postern.core.audit.AuditLog} keeps it; {@link
 * dev.postern.core.audit.AuditTrail} does so in files, {@link dev.postern.core.audit.LastUses} only
 * what is newest of each app.
 *
 * <p>A file has a JSON object a line. The last member of each, {@code mac}, is an HMAC-SHA-256 over
 * the {@code mac} of the line before and everything else in this line, under a key of the vault;
 * the first line of a file repeats the {@code mac} that it follows on, so that files can be given
 * up from the oldest on. Beside them, {@code head.json} says, sealed as well, how far the log goes
 * and which file is the oldest.
 *
 * <p>So whoever may write the files but cannot read the vault can neither change, add, remove nor
 * move a line or file, nor cut the end off, without that {@link dev.postern.core.audit.AuditFinding
 * verifying} shows it. What a bridge finds changed when it starts it writes into the log: it goes
 * on in a new file, and the fault stays.
 *
 * <p>What does not show: what whoever has the vault's key does; an old copy of all the files with
 * their head put back, unless the bridge that has written more still runs, or somebody has written
 * the last seal down elsewhere; and, if the bridge was killed, what is cut off that it wrote in its
 * last second. With a clean stop the head says that nothing follows.
 *
 * <p>Lines are written by one thread, fed by a queue with a limit: recording never waits. They are
 * with the operating system at once, so a kill loses what was in the queue; with the disk, and in
 * the head, within a second, so a power cut loses no more than that. A line that a kill has left
 * unfinished is taken away at the next start, and told of. Events for which there was no room, in
 * the queue or on the disk, are counted, and the number is written when there is.
 *
 * <p>Decided here: a bridge that cannot write its log goes on, and says so once as an error. Nobody
 * is kept from their mail by a full disk; and what fills disks is not in the hands of those who log
 * in, since throttling bounds what refusals they cause.
 */
@NullMarked
package dev.postern.core.audit;

import org.jspecify.annotations.NullMarked;
