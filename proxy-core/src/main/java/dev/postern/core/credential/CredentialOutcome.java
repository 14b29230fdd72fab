package dev.postern.core.credential;

import dev.postern.core.account.SecretKind;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.secret.Secret;

/** What came of a {@link CredentialSource#fetch}. */
public sealed interface CredentialOutcome {

    /**
     * Here it is.
     *
     * @param secret the caller's own copy, which it wipes
     */
    record Available(Secret secret, SecretKind kind, Freshness freshness)
            implements CredentialOutcome {}

    /** There is none now; the failure says whether trying again can help. */
    record Missing(UpstreamFailure failure) implements CredentialOutcome {}

    /** Whether there is a point in trying a secret a second time. */
    enum Freshness {
        NOT_REJECTED,
        /** This very secret was {@link CredentialSource#rejected} minutes ago. */
        REJECTED
    }
}
