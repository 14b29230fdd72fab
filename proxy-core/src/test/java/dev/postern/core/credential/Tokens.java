package dev.postern.core.credential;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.SecretKind;
import dev.postern.core.credential.CredentialOutcome.Available;
import dev.postern.core.credential.CredentialOutcome.Freshness;
import dev.postern.core.secret.Secret;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Always has a token, and notes what was rejected. One thread. */
final class Tokens implements TokenSource {

    final List<Secret> rejected = new ArrayList<>();

    @Override
    public CompletionStage<CredentialOutcome> fetch(Account account, Credential.Oauth oauth) {
        return CompletableFuture.completedFuture(
                new Available(
                        Secret.of("fetched for " + account.name()),
                        SecretKind.TOKEN,
                        Freshness.NOT_REJECTED));
    }

    @Override
    public void rejected(Account account, Credential.Oauth oauth, Secret secret) {
        rejected.add(secret);
    }
}
