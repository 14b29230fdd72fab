package dev.postern.core.token;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.oauth.TokenReply;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.oauth.TokenService;
import dev.postern.core.state.Vault;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * What all accounts of an engine share.
 *
 * @param worker runs one task after the other; they wait for the disk
 */
record Means(Vault vault, TokenService service, Timing timing, Schedule schedule, Executor worker) {

    /** Never completes with an exception: a defect of the service is a failure that may pass. */
    CompletionStage<TokenReply> ask(Account account, Credential.Oauth oauth, TokenRequest request) {
        CompletionStage<TokenReply> reply;
        try {
            reply = service.ask(account, oauth, request);
        } catch (RuntimeException defect) {
            reply = CompletableFuture.failedFuture(defect);
        }
        return reply.exceptionally(
                defect -> new TokenReply.Failed("the request failed: " + defect, Optional.empty()));
    }
}
