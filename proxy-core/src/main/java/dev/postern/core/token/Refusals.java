package dev.postern.core.token;

import dev.postern.core.oauth.TokenReply;

import java.util.Locale;

/** What the error codes of a token endpoint mean for us (RFC 6749 5.2 and its extensions). */
enum Refusals {
    /** It will pass. */
    TRANSIENT,
    /** The server knows that a person must come back. */
    CONSENT,
    /** Nothing that the account's owner could do by signing in. */
    REGISTRATION,
    /** The grant is invalid, or we do not know the code: believed when it is said again. */
    DOUBTFUL;

    static Refusals of(String error) {
        return switch (error) {
            case "server_error", "temporarily_unavailable", "slow_down" -> TRANSIENT;
            // OpenID Connect Core 3.1.2.6; Microsoft says them at the token endpoint, too.
            case "interaction_required", "login_required", "consent_required" -> CONSENT;
            case "invalid_client",
                    "unauthorized_client",
                    "invalid_scope",
                    "invalid_request",
                    "unsupported_grant_type",
                    "invalid_target" ->
                    REGISTRATION;
            default -> DOUBTFUL;
        };
    }

    /** Whether somebody took the consent back, rather than that it has expired. */
    static Trouble.Kind end(TokenReply.Refused refused) {
        return refused.description().toLowerCase(Locale.ROOT).contains("revoked")
                ? Trouble.Kind.REVOKED
                : Trouble.Kind.CONSENT_NEEDED;
    }

    /** The server's words, for people. */
    static String words(TokenReply.Refused refused) {
        return refused.description().isEmpty()
                ? refused.error()
                : "%s (%s)".formatted(refused.error(), refused.description());
    }
}
