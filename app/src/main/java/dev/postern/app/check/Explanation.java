package dev.postern.app.check;

import dev.postern.core.account.Account;
import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Upstream;
import dev.postern.core.login.UpstreamFailure;

/**
 * What is wrong, and what to do.
 *
 * @param cause a sentence
 * @param next a sentence
 */
public record Explanation(String cause, String next) {

    static final Explanation NONE = new Explanation("", "");

    /**
     * Of a login that a session tried.
     *
     * @param server that was to be logged in to
     */
    public static Explanation of(
            Account account, Protocol protocol, Upstream server, UpstreamFailure failure) {
        SecretKind kind =
                switch (account.credential()) {
                    case Credential.VaultPassword ignored -> SecretKind.PASSWORD;
                    case Credential.Command command -> command.kind();
                    case Credential.Oauth ignored -> SecretKind.TOKEN;
                };
        return new Diagnosis(account, protocol, server, kind).of(failure, failure.detail());
    }

    /**
     * Of what an authorization server said when it gave no token; nothing if its words are not
     * known.
     */
    public static Explanation ofToken(Account account, AuthorizationServer server, String said) {
        return Diagnosis.knownOfTokens(account, server, said).orElse(NONE);
    }

    static Explanation noPassword(Account account) {
        return new Explanation(
                "There is no password for the account yet.",
                "Store it: postern account password " + account.name());
    }

    static Explanation noCredential(String detail) {
        return new Explanation(
                "The credential could not be had: " + detail,
                "Run the command of the account by hand; it must print the credential as its first"
                        + " line and end with 0.");
    }
}
