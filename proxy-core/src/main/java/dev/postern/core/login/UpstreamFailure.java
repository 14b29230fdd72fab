package dev.postern.core.login;

import java.util.Optional;

/**
 * Why the provider could not be used: whose fault it is, and whether trying again can help.
 *
 * <p>{@code detail} is for log and status; it may quote the provider, so whoever prints it escapes
 * and cuts it.
 */
public sealed interface UpstreamFailure extends UpstreamOutcome {

    String detail();

    /** No connection: name not found, refused, no route. */
    record Unreachable(String detail) implements UpstreamFailure {}

    /** TLS could not be had: no STARTTLS, a certificate that does not verify, no common version. */
    record TlsRefused(String detail) implements UpstreamFailure {}

    /** The one deadline for dial, TLS and login passed. */
    record TimedOut(String detail) implements UpstreamFailure {}

    /** What came was not the protocol. */
    record ProtocolViolation(String detail) implements UpstreamFailure {}

    /**
     * The provider says that the real credentials are wrong.
     *
     * @param alert what the provider wants people to read: printable ASCII, at most 200 characters
     */
    record CredentialsRejected(String detail, Optional<String> alert) implements UpstreamFailure {}

    /** A person must sign in again, or set the credential for the first time. */
    record ConsentNeeded(String detail) implements UpstreamFailure {}

    /** The provider, or what gives us the credential, is temporarily refusing. */
    record Unavailable(String detail) implements UpstreamFailure {}

    /** The provider's connection or rate limit. */
    record LimitReached(String detail) implements UpstreamFailure {}
}
