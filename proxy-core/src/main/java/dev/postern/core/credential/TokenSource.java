package dev.postern.core.credential;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.secret.Secret;

import java.util.concurrent.CompletionStage;

/** Gives access tokens of authorization servers. Thread-safe; no call blocks. */
public interface TokenSource {

    /** As {@link CredentialSource#fetch}. */
    CompletionStage<CredentialOutcome> fetch(Account account, Credential.Oauth oauth);

    /** As {@link CredentialSource#rejected}. */
    void rejected(Account account, Credential.Oauth oauth, Secret secret);
}
