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
 * <p>A sign-in is a conversation with a person, which happens in the command's own process; what
 * comes here is what it ends with, a {@link dev.postern.app.operation.Request.SignIn}, whose tokens
 * only the holder of the lock may keep. It waits for an authorization server, so it is done beside
 * the others too, by a {@link dev.postern.app.operation.SignIns}.
 *
 * <p>Decided here: every operation but {@code Revoke} reads the configuration anew and refuses if
 * it is broken, so that a command never reports as done what the bridge does not know of. Revoking
 * works whatever the configuration looks like: taking away must never wait for anything.
 */
@NullMarked
package dev.postern.app.operation;

import org.jspecify.annotations.NullMarked;
