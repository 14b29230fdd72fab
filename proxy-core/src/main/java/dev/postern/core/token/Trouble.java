package dev.postern.core.token;

import java.time.Instant;

/**
 * Why an account gets no tokens until a person has done something.
 *
 * @param since when it was found
 * @param tried when the server last confirmed it
 * @param words for the person: what the server said, and what that means
 */
record Trouble(Kind kind, Instant since, Instant tried, String words) {

    enum Kind {
        /** The server wants to see the person again. */
        CONSENT_NEEDED,
        /** Somebody has taken the consent back. */
        REVOKED,
        /** The server does not take our registration: who has set it up must mend it. */
        REGISTRATION_WRONG;

        TokenEvent.Kind event() {
            return switch (this) {
                case CONSENT_NEEDED -> TokenEvent.Kind.CONSENT_NEEDED;
                case REVOKED -> TokenEvent.Kind.REVOKED;
                case REGISTRATION_WRONG -> TokenEvent.Kind.REGISTRATION_WRONG;
            };
        }
    }
}
