package dev.postern.core.oauth;

import dev.postern.core.secret.Secret;

import java.time.Duration;
import java.util.Optional;

/** What came of asking for a token. */
public sealed interface TokenReply {

    /**
     * Here it is (RFC 6749 5.1).
     *
     * @param refreshToken empty: the one that was used stays good
     * @param lifetime of the access token; empty if the server does not say
     * @param scope empty: as asked for
     */
    record Granted(
            Secret accessToken,
            Optional<Secret> refreshToken,
            Optional<Duration> lifetime,
            Optional<String> scope)
            implements TokenReply {}

    /**
     * The server understood, and refused (RFC 6749 5.2, RFC 8628 3.5).
     *
     * @param error its code, like {@code invalid_grant} or {@code authorization_pending}: printable
     *     ASCII, cut
     * @param description its words: printable, cut, for log and status; may be empty
     */
    record Refused(String error, String description) implements TokenReply {}

    /**
     * No answer, or none that means anything: trying again later can help.
     *
     * @param detail for log and status, without secrets
     * @param retryAfter how long the server wants to be left alone (RFC 9110 10.2.3)
     */
    record Failed(String detail, Optional<Duration> retryAfter) implements TokenReply {}

    /**
     * The request could not be made: a key file that cannot be read, a client secret that nobody
     * has stored.
     *
     * @param sentence for a person: what is missing, where, and what to do
     */
    record Unaskable(String sentence) implements TokenReply {}
}
