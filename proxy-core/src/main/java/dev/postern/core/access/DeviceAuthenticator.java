package dev.postern.core.access;

import dev.postern.core.account.Protocol;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Stands before the sessions of a listener that belongs to one device: whatever a client says, it
 * is that app or nobody.
 */
public record DeviceAuthenticator(Authenticator whole, String app) implements Authenticator {

    @Override
    public CompletionStage<Verdict> verify(LoginAttempt attempt, Protocol protocol, Source source) {
        return CompletableFuture.completedStage(whole.admit(app, protocol, source));
    }

    @Override
    public Verdict admit(String anyApp, Protocol protocol, Source source) {
        return whole.admit(app, protocol, source);
    }
}
