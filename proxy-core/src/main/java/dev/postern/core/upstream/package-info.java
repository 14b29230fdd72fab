/**
 * From an account to a connection that is logged in at its provider.
 *
 * <p>{@link dev.postern.core.upstream.ProviderLogin} fetches the real credential and, when the
 * provider rejects it, once more; {@link dev.postern.core.upstream.UpstreamConnector} makes one
 * {@link dev.postern.core.upstream.Dial}: names are resolved off the event loop, addresses of both
 * families are {@link dev.postern.core.upstream.ConnectRace raced}, TLS is verified, the frontend's
 * dialogue logs in. One deadline spans all of it, and one result comes out: a value, never an
 * exception.
 *
 * <p>Servers of other kinds, like token endpoints, are connected to in the same way: the connector
 * is an {@link dev.postern.core.upstream.Opener} to whoever asks them.
 */
@NullMarked
package dev.postern.core.upstream;

import org.jspecify.annotations.NullMarked;
