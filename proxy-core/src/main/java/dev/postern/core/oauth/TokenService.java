package dev.postern.core.oauth;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;

import java.util.concurrent.CompletionStage;

/** Asks authorization servers for tokens. Thread-safe; no call blocks. */
public interface TokenService {

    /**
     * One request, never repeated. The stage completes on any thread, within a deadline, and never
     * with an exception that a server caused.
     *
     * @param account whose address a password or an assertion speaks for
     */
    CompletionStage<TokenReply> ask(Account account, Credential.Oauth oauth, TokenRequest request);
}
