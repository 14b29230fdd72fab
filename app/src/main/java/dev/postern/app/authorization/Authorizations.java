package dev.postern.app.authorization;

import dev.postern.app.operation.SignIns;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.http.HttpsAccess;
import dev.postern.core.oauth.DeviceAuthorization;
import dev.postern.core.oauth.DeviceReply;
import dev.postern.core.oauth.SignInOutcome;
import dev.postern.core.oauth.TokenEndpoint;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.oauth.TokenService;
import dev.postern.core.state.Vault;
import dev.postern.core.token.TokenEngine;
import dev.postern.core.token.TokenListener;

import java.time.Clock;
import java.util.function.UnaryOperator;

/**
 * The token engine of this process, and what it asks with. One for each vault; whoever has it holds
 * the lock on the state. Threads start with the first request.
 */
public final class Authorizations implements SignIns, AutoCloseable {

    private final HttpsAccess access;
    private final TokenEngine tokens;
    private final DeviceAuthorization devices;

    public Authorizations(Vault vault, TokenListener listener) {
        this(vault, listener, asked -> asked);
    }

    /**
     * One whose requests for tokens are looked at.
     *
     * @param around put between the engine and what asks
     */
    public Authorizations(Vault vault, TokenListener listener, UnaryOperator<TokenService> around) {
        Clock clock = Clock.systemUTC();
        access = new HttpsAccess(vault::proxyPassword);
        tokens =
                new TokenEngine(
                        vault,
                        around.apply(new TokenEndpoint(access.caller(), vault, clock)),
                        listener);
        devices = new DeviceAuthorization(access.caller(), vault, clock);
    }

    public TokenEngine tokens() {
        return tokens;
    }

    @Override
    public SignInOutcome redeem(Account account, Credential.Oauth oauth, TokenRequest proof) {
        return tokens.redeem(account, oauth, proof).toCompletableFuture().join();
    }

    @Override
    public DeviceReply authorizeDevice(Account account, Credential.Oauth oauth) {
        return devices.authorize(account, oauth).toCompletableFuture().join();
    }

    /** Waits some seconds for a reply that is under way: it may bring a rotated token. */
    @Override
    public void close() {
        tokens.close();
        access.close();
    }
}
