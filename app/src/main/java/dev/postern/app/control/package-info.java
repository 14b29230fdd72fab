/**
 * How a command reaches the running bridge: a Unix domain socket that only the bridge's own user,
 * and root, can use. A connection carries one request and one answer, each a line of JSON; only a
 * {@link dev.postern.app.control.TraceStream} has lines between them, until its time is over.
 *
 * <p>{@link dev.postern.app.control.ControlClient} is an {@link
 * dev.postern.app.operation.Operations} whose other end is a {@link
 * dev.postern.app.control.ControlServer} with the bridge's own. Both ends are of one version: the
 * lines are no interface for others.
 */
@NullMarked
package dev.postern.app.control;

import org.jspecify.annotations.NullMarked;
