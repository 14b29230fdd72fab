package dev.postern.app.operation;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.oauth.SignInOutcome;
import dev.postern.core.oauth.TokenRequest;

/** Turns what a person's consent gave into tokens that are kept. Thread-safe. */
@FunctionalInterface
public interface SignIns {

    /** Of a program without a token engine. */
    SignIns NONE =
            (account, oauth, proof) ->
                    new SignInOutcome.TryLater("this version of Postern cannot fetch tokens");

    /**
     * Asks the authorization server once, and waits for it.
     *
     * @param proof the caller's to wipe, afterwards
     */
    SignInOutcome redeem(Account account, Credential.Oauth oauth, TokenRequest proof);
}
