package dev.postern.core.sasl;

import java.util.Optional;

/**
 * One run of one mechanism. Octets are raw: base64 is the protocol's business. Arrays that are
 * returned belong to the caller, which wipes them.
 */
public interface SaslExchange {

    /** The registered name, in upper case. */
    String mechanism();

    /** The first message, if the client speaks first; called at most once. */
    Optional<byte[]> initialResponse();

    /**
     * The answer to a challenge of the server, error challenges included: those end with the
     * server's tagged or coded refusal, which only comes after the answer (RFC 7628 3.2.3). Empty:
     * this challenge has no place in the mechanism, cancel.
     */
    Optional<byte[]> respond(byte[] challenge);

    /**
     * Why the server is none that we should talk to, as its last challenge has shown; then that
     * challenge got no answer, and whatever the server says next counts for nothing.
     */
    default Optional<String> fault() {
        return Optional.empty();
    }

    /**
     * Why the server's word that we are logged in is not to be believed: it has something to ask
     * first, or to prove in mechanisms where both sides prove something.
     */
    default Optional<String> doubt() {
        return Optional.empty();
    }
}
