package dev.postern.core.token;

import dev.postern.core.account.Credential;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;

/**
 * A request that is under way.
 *
 * @param oauth as the configuration said when it was made
 * @param consent the number of the consent that it is made with
 */
record Flight(Credential.Oauth oauth, TokenRequest request, Which which, int consent) {

    enum Which {
        /** The refresh token that should work, or a grant that has none. */
        CURRENT,
        /** The one before it. */
        EARLIER
    }

    void wipe() {
        switch (request) {
            case TokenRequest.Refresh(Secret token) -> token.wipe();
            case TokenRequest.Password(Secret password) -> password.wipe();
            case TokenRequest.Code ignored -> {}
            case TokenRequest.Device ignored -> {}
            case TokenRequest.ClientCredentials ignored -> {}
            case TokenRequest.ServiceAccount ignored -> {}
        }
    }
}
