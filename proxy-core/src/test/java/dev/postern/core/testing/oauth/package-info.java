/**
 * An authorization server in the test's own process: strict where the RFCs are, so that a request
 * that it grants is a request that any server would, and able to fail in all the ways that real
 * ones have.
 *
 * <pre>
 *   TokenServer server = TokenServer.overTls(authority.identity("localhost"));
 *   server.register(Registration.open("postern", "http://127.0.0.1/"));
 *   server.next(new Fault.Status(503, Optional.of("7")));          the next token request fails so
 *   …
 *   server.requests("refresh_token")                               how often that was asked
 * </pre>
 */
@NullMarked
package dev.postern.core.testing.oauth;

import org.jspecify.annotations.NullMarked;
