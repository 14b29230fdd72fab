package dev.postern.imap;

import dev.postern.core.login.UpstreamFailure;

import java.util.Optional;

/** The phases of an {@link ImapUpstreamDialogue}; the graph is drawn there. */
sealed interface Phase {

    record Greeting() implements Phase {}

    /**
     * CAPABILITY before login.
     *
     * @param refusal of a login that relied on what was remembered; it stands if the provider still
     *     offers that
     */
    record Asking(Then then, Optional<UpstreamFailure> refusal) implements Phase {}

    record StartingTls() implements Phase {}

    /**
     * The login itself.
     *
     * @param tag of the login: in the same flight ID may have gone ahead
     */
    record LoggingIn(Authentication authentication, String tag) implements Phase {}

    /** CAPABILITY, ID and COMPRESS after login. */
    record Settling() implements Phase {}

    /** A literal and the rest of its line, which say nothing to us. */
    record Skipping(Phase behind) implements Phase {}

    /** What the capabilities are asked for. */
    enum Then {
        START_TLS,
        LOG_IN
    }
}
