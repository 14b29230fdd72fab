package dev.postern.core.gate;

import dev.postern.core.login.CloseReason;

/** What a gate tells its session. Called on the event loop. */
public interface GateOwner {

    /**
     * The policy has refused something, and the client was told.
     *
     * @param command its name in the protocol, like {@code STORE} or {@code RCPT}
     * @param why a sentence for the audit log, without content: no subject, no message
     */
    void refused(String command, String why);

    /** A command was passed on, whose name in the protocol this is: one of a list. */
    default void passed(String verb) {}

    /** Ends both sides now; what was written before still goes out. */
    void end(CloseReason reason);
}
