package dev.postern.core.sasl;

import dev.postern.core.access.LoginAttempt;
import dev.postern.core.secret.Secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a client stands in a SASL exchange with us (RFC 4422). Immutable: a state answers a message
 * with the next {@link Step}. Messages are raw: base64 is the protocol's business.
 */
public sealed interface SaslServer {

    /** What asks for the next message, in base64. */
    String challenge();

    /** Takes a message, decoded; the caller wipes it. */
    Step answer(byte[] message);

    /** The exchange of a mechanism that we offer; the name is taken without regard to case. */
    static Optional<SaslServer> of(String mechanism) {
        return switch (mechanism.toUpperCase(Locale.ROOT)) {
            case "PLAIN" -> Optional.of(new Plain());
            case "LOGIN" -> Optional.of(new LoginUser());
            default -> Optional.empty();
        };
    }

    /** What follows from a message. */
    sealed interface Step {
        record Ask(SaslServer next) implements Step {}

        record Attempted(LoginAttempt attempt) implements Step {}

        /** The client wants to act for somebody else; the user name alone selects the account. */
        record OtherIdentity() implements Step {}

        record NotOfThisMechanism() implements Step {}
    }

    /** PLAIN (RFC 4616): authorization identity, user, password, with NUL between. */
    record Plain() implements SaslServer {

        @Override
        public String challenge() {
            return "";
        }

        @Override
        public Step answer(byte[] message) {
            int first = indexOfNul(message, 0);
            int second = indexOfNul(message, first + 1);
            if (first < 0 || second < 0 || indexOfNul(message, second + 1) >= 0) {
                return new Step.NotOfThisMechanism();
            }
            String identity = text(message, 0, first);
            String user = text(message, first + 1, second);
            if (!identity.isEmpty() && !identity.equalsIgnoreCase(user)) {
                return new Step.OtherIdentity();
            }
            return attempt(user, Arrays.copyOfRange(message, second + 1, message.length), "PLAIN");
        }

        private static String text(byte[] message, int from, int to) {
            return new String(message, from, to - from, StandardCharsets.UTF_8);
        }
    }

    /** LOGIN (draft-murchison-sasl-login) before the user name. */
    record LoginUser() implements SaslServer {

        /** "Username:", which old clients compare with. */
        @Override
        public String challenge() {
            return "VXNlcm5hbWU6";
        }

        @Override
        public Step answer(byte[] message) {
            return indexOfNul(message, 0) < 0
                    ? new Step.Ask(new LoginPassword(new String(message, StandardCharsets.UTF_8)))
                    : new Step.NotOfThisMechanism();
        }
    }

    /** LOGIN before the password. */
    record LoginPassword(String user) implements SaslServer {

        /** "Password:". */
        @Override
        public String challenge() {
            return "UGFzc3dvcmQ6";
        }

        @Override
        public Step answer(byte[] message) {
            return indexOfNul(message, 0) < 0
                    ? attempt(user, message.clone(), "LOGIN")
                    : new Step.NotOfThisMechanism();
        }
    }

    private static int indexOfNul(byte[] message, int from) {
        for (int i = from; i < message.length; i++) {
            if (message[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    private static Step attempt(String user, byte[] password, String mechanism) {
        Secret secret = Secret.copyOf(password);
        Arrays.fill(password, (byte) 0);
        return new Step.Attempted(new LoginAttempt(user, secret, mechanism));
    }
}
