package dev.postern.core.oauth;

import dev.postern.core.secret.Secret;

import java.net.URI;

/** What a token is asked for with. Secrets stay the asker's, who wipes them. */
public sealed interface TokenRequest {

    /** RFC 6749 6. */
    record Refresh(Secret refreshToken) implements TokenRequest {}

    /**
     * RFC 6749 4.1.3, RFC 7636 4.5.
     *
     * @param redirect just as it was in the authorization request
     */
    record Code(Secret code, Secret verifier, URI redirect) implements TokenRequest {}

    /** RFC 8628 3.4. */
    record Device(Secret deviceCode) implements TokenRequest {}

    /** RFC 6749 4.4.2. */
    record ClientCredentials() implements TokenRequest {}

    /** RFC 6749 4.3.2, for the account's address. */
    record Password(Secret password) implements TokenRequest {}

    /** RFC 7523 2.1, for the account's address, with the key file of the account's grant. */
    record ServiceAccount() implements TokenRequest {}
}
