package dev.postern.app.authorization;

import dev.postern.core.oauth.TokenService;

/** For bridges of tests whose accounts have passwords. */
public final class NobodyIsAsked {

    public static final TokenService FOR_TOKENS =
            (account, oauth, request) -> {
                throw new AssertionError("no test account has tokens");
            };

    private NobodyIsAsked() {}
}
