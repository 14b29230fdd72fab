package dev.postern.core.account;

import java.nio.file.Path;

/** As what Postern is registered at an authorization server (RFC 6749 2). */
public record OauthClient(String id, Authentication authentication) {

    /** How the token endpoint knows that it is us. */
    public sealed interface Authentication {

        /** It doesn't: a public client, which has its id only (RFC 6749 2.1). */
        record None() implements Authentication {}

        /** With a secret, which the vault keeps under the client's id (RFC 6749 2.3.1). */
        record VaultSecret(SecretPlace place) implements Authentication {}

        /**
         * With an assertion signed by a key (RFC 7523 2.2, RS256).
         *
         * @param certificate PEM file; its hash tells the server which key it is
         * @param key PEM file, PKCS #8, not encrypted
         */
        record Certificate(Path certificate, Path key) implements Authentication {}
    }

    /** Where a client secret stands in a token request. */
    public enum SecretPlace {
        /** In the form: what nearly every server takes. */
        BODY,
        /** In the Authorization header, what RFC 6749 2.3.1 wants. */
        HEADER
    }
}
