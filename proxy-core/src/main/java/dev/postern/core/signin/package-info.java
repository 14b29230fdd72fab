/**
 * How a person's consent reaches us through a browser (RFC 6749 4.1, RFC 7636, RFC 8252): an {@link
 * dev.postern.core.signin.AuthorizationRequest} is the address that the browser opens, and the only
 * one that can read what comes back to its {@code state}; a {@link
 * dev.postern.core.signin.RedirectListener} is where the browser is sent then, on loopback only,
 * and shows the person a page. Where no browser can reach it, the person pastes the address.
 *
 * <p>Decided here: what comes back with another {@code state} is shown as such and changes nothing,
 * an error included, so that no foreign page can end a sign-in. The code leaves the address bar
 * before a page is shown: the redirect is answered with another one. The page says that it is done
 * only when the tokens are there. An {@code iss} (RFC 9207) of another host is logged and not
 * refused: we know no issuer for certain, only where the authorization endpoint is, and the code is
 * worth nothing without our verifier.
 */
@NullMarked
package dev.postern.core.signin;

import org.jspecify.annotations.NullMarked;
