package dev.postern.core.access;

import dev.postern.core.account.Protocol;

import java.util.concurrent.CompletionStage;

/** Decides who comes in. Sessions know no more of it, so that their tests can decide themselves. */
public interface Authenticator {

    /**
     * Never blocks. The stage may be complete already, or be completed by another thread: a session
     * goes back to its event loop. It fails only if there is a bug.
     *
     * @param attempt whose secret may be wiped once the stage is complete
     */
    CompletionStage<Verdict> verify(LoginAttempt attempt, Protocol protocol, Source source);

    /**
     * Whether a device may come in as {@code app} without a secret, for being where it is. Never
     * blocks.
     *
     * @param app that the listener belongs to; never what a client says
     */
    Verdict admit(String app, Protocol protocol, Source source);
}
