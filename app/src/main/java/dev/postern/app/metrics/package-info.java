/**
 * What programs that watch over machines can ask a running bridge, over HTTP on a port of loopback:
 * how much it has done, and whether it is well.
 *
 * <pre>
 *   sessions --end, login--> Metrics  --+
 *   token calls ----reply--> Metrics  --+--> Exposition --> GET /metrics
 *   open sessions, accounts, memory ----+
 *   listeners, event loops, accounts ------> Health ------> GET /health/live, /health/ready
 * </pre>
 *
 * <p>Decided here:
 *
 * <ul>
 *   <li>Nothing is counted while octets flow: a session is counted when it is over, and those that
 *       are open are looked at when somebody asks.
 *   <li>The text format 0.0.4 is written by hand: it is three kinds of lines, and the library that
 *       writes it comes with seven others.
 *   <li>Labels have few values: accounts, protocols, and words of ours. Apps are none; there may be
 *       thousands, and {@code postern who} and the audit log have them.
 *   <li>An account that fails makes nothing unready. Whoever watches readiness restarts what is not
 *       ready, which mends no password; for accounts there are metrics, and reasons in the answer.
 *   <li>Whoever asks must ask for a loopback address by name: a page in a browser that has had its
 *       own name resolved to 127.0.0.1 does not.
 * </ul>
 */
@NullMarked
package dev.postern.app.metrics;

import org.jspecify.annotations.NullMarked;
