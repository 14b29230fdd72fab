/**
 * How it stands with accounts, for people: what works, what will end by itself and when, and which
 * command mends it.
 *
 * <pre>
 *   sessions ───── UpstreamHealth ────┐
 *   token engine ─ TokenHealth ─┬─ AccountHealth ─ status
 *   presets ────── clocks ──────┘        └──────── EndingWatch ─ log, notices
 * </pre>
 *
 * <p>Decided here: the status shows every ending that a preset knows of. A person is warned, once a
 * day from two weeks before, only of what ends for everybody or what the server itself has said.
 * "While your project is in testing" would warn all others for nothing; and a consent that ends
 * when nobody has used it is used every day by the bridge itself, so that such a warning comes only
 * where that has failed for weeks. From when a client secret is valid the vault does not know, so
 * that nothing is said of its end.
 */
@NullMarked
package dev.postern.app.health;

import org.jspecify.annotations.NullMarked;
