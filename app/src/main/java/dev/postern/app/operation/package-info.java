/**
 * What commands have done to a bridge's state: an {@link dev.postern.app.operation.Operations}
 * takes a {@link dev.postern.app.operation.Request} and gives an {@link
 * dev.postern.app.operation.Answer}.
 *
 * <p>There is one implementation, {@link dev.postern.app.operation.Administration}, and whoever
 * holds the state's lock runs it: the bridge, which is asked through its control socket, or the
 * command itself while no bridge runs. What must follow in a running bridge are {@link
 * dev.postern.app.operation.Effects}.
 *
 * <p>Checking an account takes as long as its servers do. It holds up nobody, because it is done
 * beside the others, by an {@link dev.postern.app.operation.AccountChecker}.
 *
 * <p>Decided here: every operation but {@code Revoke} reads the configuration anew and refuses if
 * it is broken, so that a command never reports as done what the bridge does not know of. Revoking
 * works whatever the configuration looks like: taking away must never wait for anything.
 */
@NullMarked
package dev.postern.app.operation;

import org.jspecify.annotations.NullMarked;
