package dev.postern.imap;

import dev.postern.core.access.LoginAttempt;
import dev.postern.core.sasl.SaslServer;

/** What a message of a client that is logging in leads to. */
sealed interface LoginStep {

    record Attempt(LoginAttempt attempt) implements LoginStep {}

    /** The client is to send more. */
    record Challenge(SaslServer next) implements LoginStep {}

    record Refused(Answer answer) implements LoginStep {}
}
