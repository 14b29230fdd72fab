package dev.postern.app.authorization;

import dev.postern.app.operation.SignIns;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.oauth.DeviceReply;
import dev.postern.core.oauth.SignInOutcome;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.state.Vault;
import dev.postern.core.token.TokenListener;

/** For a command that works on the files itself: one call, and nothing stays open. */
public record BriefAuthorizations(Vault vault) implements SignIns {

    @Override
    public SignInOutcome redeem(Account account, Credential.Oauth oauth, TokenRequest proof) {
        try (Authorizations authorizations = new Authorizations(vault, TokenListener.NONE)) {
            return authorizations.redeem(account, oauth, proof);
        }
    }

    @Override
    public DeviceReply authorizeDevice(Account account, Credential.Oauth oauth) {
        try (Authorizations authorizations = new Authorizations(vault, TokenListener.NONE)) {
            return authorizations.authorizeDevice(account, oauth);
        }
    }
}
