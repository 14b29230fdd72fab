package dev.postern.core.token;

import java.time.Instant;

/**
 * Something changed for an account that a person should know.
 *
 * @param account its name
 * @param sentence what happened and what to do, without secrets; it may quote the server
 */
public record TokenEvent(Kind kind, String account, String address, Instant at, String sentence) {

    public enum Kind {
        /** A person must sign in again. */
        CONSENT_NEEDED,
        /** The same; somebody took the consent back. */
        REVOKED,
        /** The server does not take our registration. */
        REGISTRATION_WRONG,
        /** New tokens cannot be stored. */
        VAULT_UNWRITABLE,
        /** None of the above any more. */
        HEALTHY_AGAIN
    }
}
