/**
 * The relay phase: two {@link dev.postern.core.relay.Pump pumps}, one a direction, tied together by
 * a {@link dev.postern.core.relay.Relay}, which decides how the connection ends. Nothing is parsed
 * and nothing of ours is written.
 */
@NullMarked
package dev.postern.core.relay;

import org.jspecify.annotations.NullMarked;
