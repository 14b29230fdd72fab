package dev.postern.core.session;

import dev.postern.core.access.LoginAttempt;
import dev.postern.core.access.Verdict;
import dev.postern.core.gate.Gate;
import dev.postern.core.login.CloseReason;
import dev.postern.core.relay.Relay;
import dev.postern.core.upstream.PendingLogin;

import io.netty.util.concurrent.Future;

import java.util.Optional;

/** The phases of a {@link Session}; the graph is drawn there. Each holds what only it needs. */
sealed interface SessionState {

    SessionPhase phase();

    /** As whom. */
    default Optional<Verdict.Accepted> loggedIn() {
        return Optional.empty();
    }

    /** It is the client's turn to log in. */
    record LoggingIn(Future<?> deadline) implements SessionState {
        @Override
        public SessionPhase phase() {
            return SessionPhase.LOGGING_IN;
        }
    }

    /** An attempt is with the authenticator, or its refusal is being held back. */
    record Verifying(LoginAttempt attempt) implements SessionState {
        @Override
        public SessionPhase phase() {
            return SessionPhase.VERIFYING;
        }
    }

    /** The app may log in; the provider is being dialled. */
    record Dialling(Verdict.Accepted who, PendingLogin login) implements SessionState {
        @Override
        public SessionPhase phase() {
            return SessionPhase.DIALLING;
        }

        @Override
        public Optional<Verdict.Accepted> loggedIn() {
            return Optional.of(who);
        }
    }

    /** Octets flow, through a gate where the app has a restriction. */
    record Relaying(Verdict.Accepted who, Relay relay, Optional<Gate> gate)
            implements SessionState {
        @Override
        public SessionPhase phase() {
            return SessionPhase.RELAYING;
        }

        @Override
        public Optional<Verdict.Accepted> loggedIn() {
            return Optional.of(who);
        }
    }

    record Closed(CloseReason reason) implements SessionState {
        @Override
        public SessionPhase phase() {
            return SessionPhase.CLOSED;
        }
    }
}
