/**
 * What mail programs are told of the bridge, in their own languages.
 *
 * <pre>
 *   configuration ─ Endpoint ─ ClientValues ─┐
 *   clients.json ── MailProgram ─ Template ──┴─ text ─ a person, a file, a profile
 * </pre>
 *
 * <p>{@link dev.postern.app.client.MailProgram} is one line of {@code clients.json}, beside which
 * each has a template. A {@link dev.postern.app.client.Syntax} writes a value as the language of
 * the file wants it, so that no name and no path can end a string there.
 *
 * <p>Decided here: of the listeners that an app may use, a program is told the one with TLS; a port
 * on loopback may be somebody else's when the bridge does not run, and only a certificate shows
 * that. No file has a password in it: it names a command that prints one, or the program asks.
 * Nothing that is there is overwritten.
 */
@NullMarked
package dev.postern.app.client;

import org.jspecify.annotations.NullMarked;
