/**
 * What is said in sessions, for a person who looks for a fault: redacted as it is taken down, so
 * that there is nothing to be redacted later.
 *
 * <p>Of a peer's words only those are kept that stand in a list here: verbs, mechanisms, states and
 * codes. Everything else is a number of octets. What we say ourselves is kept as our log has it.
 * Nothing is taken down unless somebody looks on when a session begins, and then its dialogues are
 * put behind {@link dev.postern.core.trace.Tracer#around one that listens}. After the hand-over a
 * gate names the commands that it has passed on; where there is none, nobody looks at anything.
 */
@NullMarked
package dev.postern.core.trace;

import org.jspecify.annotations.NullMarked;
