package dev.postern.core.account;

import java.time.Duration;
import java.util.List;

/** Where the real credential of an account comes from. */
public sealed interface Credential {

    /** A password that the vault holds under the account's name. */
    record VaultPassword() implements Credential {}

    /**
     * The first line that a program prints. It runs without a shell, its output is never logged.
     *
     * @param words program and arguments; a shell is used only where a person names one here
     * @param timeout after which the program is killed and the login answered as temporarily
     *     failing
     */
    record Command(List<String> words, SecretKind kind, Duration timeout) implements Credential {
        public Command {
            words = List.copyOf(words);
        }
    }

    /**
     * Access tokens that the bridge gets from an authorization server, and renews by itself.
     *
     * @param scopes in the order of the request; may be empty
     */
    record Oauth(AuthorizationServer server, OauthClient client, Grant grant, List<String> scopes)
            implements Credential {
        public Oauth {
            scopes = List.copyOf(scopes);
        }
    }
}
