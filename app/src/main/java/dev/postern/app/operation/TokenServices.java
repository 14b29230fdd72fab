package dev.postern.app.operation;

import dev.postern.core.oauth.TokenReply;
import dev.postern.core.oauth.TokenService;
import dev.postern.core.state.Vault;

import java.util.concurrent.CompletableFuture;

/** Makes what asks authorization servers for tokens. */
@FunctionalInterface
public interface TokenServices {

    /** Where nothing can be asked. */
    TokenServices NONE =
            vault ->
                    (account, oauth, request) ->
                            CompletableFuture.completedFuture(
                                    new TokenReply.Unaskable(
                                            "This version of Postern cannot ask for tokens."));

    /**
     * One that uses this vault, and lives as long.
     *
     * @param vault where client secrets and passwords of proxies are
     */
    TokenService with(Vault vault);
}
