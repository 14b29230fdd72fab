package dev.postern.core.login;

import dev.postern.core.access.LoginAttempt;

/**
 * The bridge as the server of one client. Its result is a {@link LoginAttempt}, which the session
 * answers with {@link #refused} or {@link #welcomed}.
 */
public interface ClientDialogue extends Dialogue<LoginAttempt> {

    /**
     * Words a refusal of the last attempt, and goes on reading: or hangs up, after too many
     * failures that are the client's own.
     */
    Turn<LoginAttempt> refused(Refusal refusal);

    /** The words that tell the client that it is logged in: our last ones on this connection. */
    Speech welcomed(UpstreamReady ready);

    /**
     * The words with which the bridge ends a connection on its own account before login: a
     * deadline, or shutting down.
     */
    Speech goodbye(CloseReason reason);

    /**
     * What the client calls itself, as it said: anything at all. Empty if it has not said anything.
     */
    default String program() {
        return "";
    }
}
