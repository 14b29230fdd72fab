package dev.postern.app.signin;

import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Request;

/** No consent: the provider trusts our registration, or a password. */
public final class UnattendedSignIn {
    private final SignIn signIn;

    public UnattendedSignIn(SignIn signIn) {
        this.signIn = signIn;
    }

    /** Has the first token fetched. */
    public Answer run() {
        signIn.person().say("Fetching a token for %s…".formatted(signIn.account().address()));
        return signIn.once(
                signIn.operations().carryOut(new Request.FetchToken(signIn.account().name())));
    }
}
