package dev.postern.app.operation;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.oauth.DeviceReply;
import dev.postern.core.oauth.SignInOutcome;
import dev.postern.core.oauth.TokenRequest;

/**
 * Asks authorization servers for what a person's consent is to give. Thread-safe. Each call is one
 * request, and waits for it.
 */
public interface SignIns {

    /**
     * Turns a proof of consent into tokens that are kept.
     *
     * @param proof the caller's to wipe, afterwards
     */
    SignInOutcome redeem(Account account, Credential.Oauth oauth, TokenRequest proof);

    /** A code that a person types in elsewhere (RFC 8628 3.1). */
    DeviceReply authorizeDevice(Account account, Credential.Oauth oauth);
}
