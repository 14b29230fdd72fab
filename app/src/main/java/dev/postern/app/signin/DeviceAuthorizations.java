package dev.postern.app.signin;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.secret.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Asks authorization servers for a code that a person types in elsewhere (RFC 8628 3.1). */
@FunctionalInterface
interface DeviceAuthorizations {

    /** What came of it. */
    sealed interface Start {

        /**
         * RFC 8628 3.2.
         *
         * @param userCode what the person types
         * @param verification where
         * @param complete where nothing needs to be typed
         * @param lifetime of both codes
         * @param interval between two questions
         */
        record Started(
                Secret deviceCode,
                String userCode,
                URI verification,
                Optional<URI> complete,
                Duration lifetime,
                Duration interval)
                implements Start {
            public Started {
                // It comes from outside, and goes to a terminal.
                userCode = userCode.replaceAll("\\P{Print}", "?");
            }
        }

        /**
         * There is no code.
         *
         * @param sentence why, and what to do
         */
        record Refused(String sentence) implements Start {}
    }

    /** Waits for the server, within a deadline. */
    Start authorize(Account account, Credential.Oauth oauth);
}
