package dev.postern.core.credential;

import dev.postern.core.account.Account;
import dev.postern.core.secret.Secret;

import java.util.concurrent.CompletionStage;

/** Gives the real credential of an account. Thread-safe; no call blocks. */
public interface CredentialSource {

    /**
     * The credential as it is now. The stage completes on any thread, and never with an exception
     * that a provider or a program caused.
     */
    CompletionStage<CredentialOutcome> fetch(Account account);

    /**
     * The provider rejected this secret: if it is what is remembered, the next {@link #fetch} gets
     * one anew. A newer one stays.
     *
     * @param secret stays the caller's
     */
    void rejected(Account account, Secret secret);
}
