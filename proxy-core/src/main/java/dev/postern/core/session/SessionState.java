package dev.postern.core.session;

import dev.postern.core.access.LoginAttempt;
import dev.postern.core.access.Verdict;
import dev.postern.core.gate.Gate;
import dev.postern.core.login.CloseReason;
import dev.postern.core.relay.Relay;
import dev.postern.core.upstream.ProviderLogin;

import io.netty.util.concurrent.Future;

import java.util.Optional;

/** The phases of a {@link Session}; the graph is drawn there. Each holds what only it needs. */
sealed interface SessionState {

    /** It is the client's turn to log in. */
    record LoggingIn(Future<?> deadline) implements SessionState {}

    /** An attempt is with the authenticator, or its refusal is being held back. */
    record Verifying(LoginAttempt attempt) implements SessionState {}

    /** The app may log in; the provider is being dialled. */
    record Dialling(Verdict.Accepted who, ProviderLogin login) implements SessionState {}

    /** Octets flow, through a gate where the app has a restriction. */
    record Relaying(Verdict.Accepted who, Relay relay, Optional<Gate> gate)
            implements SessionState {}

    record Closed(CloseReason reason) implements SessionState {}
}
