package dev.postern.core.session;

import dev.postern.core.access.Denial;
import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.UpstreamFailure;

import java.time.Duration;
import java.util.Optional;

/**
 * Told what becomes of sessions, so that somebody can count it. Called on event loops: it does not
 * block. Not told of single octets: a relay is counted when it is over.
 */
public interface SessionListener {

    /** Does nothing. */
    SessionListener NONE = new SessionListener() {};

    /** Tells two. */
    static SessionListener both(SessionListener first, SessionListener second) {
        return new BothListeners(first, second);
    }

    /**
     * The provider was logged in to.
     *
     * @param took from the right app password to the provider's answer
     */
    default void upstreamReached(Account account, Protocol protocol, Duration took) {}

    /** The same, without success. */
    default void upstreamFailed(
            Account account, Protocol protocol, UpstreamFailure failure, Duration took) {}

    /**
     * An app password was refused.
     *
     * @param why empty: there were too many failures before
     */
    default void loginRefused(Protocol protocol, Optional<Denial> why) {}

    /**
     * A session is over.
     *
     * @param octets empty if it never got to its provider
     */
    default void ended(Protocol protocol, CloseReason reason, Optional<Relayed> octets) {}

    /**
     * What went through a session.
     *
     * @param account whose it was
     * @param sent by the client
     * @param received from the provider
     */
    record Relayed(Account account, long sent, long received) {}
}
