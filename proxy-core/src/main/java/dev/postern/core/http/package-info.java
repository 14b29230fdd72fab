/**
 * One HTTP request, one reply, one connection: how token endpoints, device authorization and
 * autoconfig are asked.
 *
 * <p>A call is a value ({@link dev.postern.core.http.HttpsRequest}), and so is all that can come of
 * it ({@link dev.postern.core.http.HttpsReply}). In between an {@link
 * dev.postern.core.http.Exchange} lives on one event loop: the connection is opened as a mail
 * server's is (same look-up, same race, same trust), TLS is verified, the request written, the
 * reply read up to a limit. One deadline spans all of it. Redirects are not followed: whom a secret
 * goes to is what the configuration says, not what a server says. Plain {@code http} goes to this
 * machine only.
 *
 * <p>Decided here: Netty, and not the {@code java.net.http} of the Java runtime. That one cannot
 * speak to SOCKS proxies, and it would bring a trust, a resolver and a pool of threads of its own
 * beside those that the bridge has.
 */
@NullMarked
package dev.postern.core.http;

import org.jspecify.annotations.NullMarked;
