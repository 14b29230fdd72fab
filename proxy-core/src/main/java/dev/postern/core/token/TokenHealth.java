package dev.postern.core.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How it stands with the tokens of an account, for people.
 *
 * @param signedInAs where the grant says it: a person may sign in as anybody
 * @param signedIn when a person did
 * @param accessExpires of the access token that is held
 * @param refreshed when the server last gave a token
 * @param granted scopes that the server has named at a sign-in or since; none if it has not
 * @param used when a login last wanted one, in this life of the process
 * @param failure what is wrong, or went wrong last; it may quote the server
 * @param nextTry if something is wrong
 */
public record TokenHealth(
        State state,
        Optional<String> signedInAs,
        Optional<Instant> signedIn,
        Optional<Instant> accessExpires,
        Optional<Instant> refreshed,
        List<String> granted,
        Optional<Instant> used,
        Optional<String> failure,
        Optional<Instant> nextTry) {

    public TokenHealth {
        granted = List.copyOf(granted);
    }

    TokenHealth usedAt(Optional<Instant> used) {
        return new TokenHealth(
                state,
                signedInAs,
                signedIn,
                accessExpires,
                refreshed,
                granted,
                used,
                failure,
                nextTry);
    }

    public enum State {
        GOOD,
        /** A request is under way. */
        REFRESHING,
        /** The last request failed in a way that may pass. */
        RETRYING,
        /** The authorization server gives tokens that the mail server refuses. */
        TOKENS_REJECTED,
        CONSENT_NEEDED,
        REVOKED,
        REGISTRATION_WRONG,
        /** Nobody has, with this registration at this server. */
        NEVER_SIGNED_IN,
        /** Needs no person, and no login has wanted a token yet. */
        NOT_ASKED_YET,
        VAULT_UNWRITABLE,
        /** The vault holds something for this account that this version cannot read. */
        RECORD_UNREADABLE
    }
}
