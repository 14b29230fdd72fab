/**
 * From an account to a connection that is logged in at its provider.
 *
 * <p>Sessions ask an {@link dev.postern.core.upstream.UpstreamLogins}: {@link
 * dev.postern.core.upstream.Providers}, or what stands before it and has some ready, {@link
 * dev.postern.core.spare.Spares}.
 *
 * <p>{@link dev.postern.core.upstream.ProviderLogin} fetches the real credential and, when the
 * provider rejects it, once more; {@link dev.postern.core.upstream.UpstreamConnector} makes one
 * {@link dev.postern.core.upstream.Dial}: a connection is opened, TLS is verified, the frontend's
 * dialogue logs in. One deadline spans all of it, and one result comes out: a value, never an
 * exception.
 *
 * <p>Connections are opened by {@link dev.postern.core.upstream.ConnectionOpener}, for whoever
 * needs one, token requests too: names are resolved off the event loop, addresses of both families
 * are {@link dev.postern.core.upstream.ConnectRace raced}. Through a {@link
 * dev.postern.core.account.ProxyServer} it is the proxy's name that is resolved here, and the
 * proxy's addresses that are raced; the upstream's name goes to the proxy as it stands, so that no
 * DNS server of this network hears it and the proxy may know names that this network doesn't. TLS
 * is with the upstream in either case, for the upstream's name: a proxy is believed nothing.
 */
@NullMarked
package dev.postern.core.upstream;

import org.jspecify.annotations.NullMarked;
