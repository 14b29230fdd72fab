package dev.postern.core.oauth;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient.Authentication;
import dev.postern.core.http.HttpsCaller;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.Vault;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Asks token endpoints over HTTPS. The stages complete off the event loops, so that who goes on
 * there may write to the vault.
 *
 * <p>{@code scope} is sent where we ask for something new. Not with a code, whose scope is decided
 * (RFC 6749 4.1.3), nor when refreshing: nothing may be asked for there that was not granted, and
 * left out it means just that (RFC 6749 6).
 */
public final class TokenEndpoint implements TokenService {

    private static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final FormPost post;
    private final ClientProof proof;
    private final Clock clock;

    /**
     * All of them are the caller's, who closes them after the last request.
     *
     * @param clock for assertions, and for dates of servers
     */
    public TokenEndpoint(HttpsCaller caller, Vault vault, Clock clock) {
        this.post = new FormPost(caller);
        this.proof = new ClientProof(vault, clock);
        this.clock = clock;
    }

    @Override
    public CompletionStage<TokenReply> ask(
            Account account, Credential.Oauth oauth, TokenRequest request) {
        URI target = oauth.server().token();
        TokenReader reader = new TokenReader(new AnswerReader(target.getHost(), clock));
        return post.post(
                oauth.server(),
                target,
                form -> fill(form, account, oauth, request),
                posted ->
                        switch (posted) {
                            case FormPost.Posted.Answered answered -> reader.read(answered);
                            case FormPost.Posted.Failed(String detail) ->
                                    new TokenReply.Failed(detail, Optional.empty());
                            case FormPost.Posted.Unaskable(String sentence) ->
                                    new TokenReply.Unaskable(sentence);
                        });
    }

    private void fill(Form form, Account account, Credential.Oauth oauth, TokenRequest request)
            throws UnaskableException {
        String scope = String.join(" ", oauth.scopes());
        switch (request) {
            case TokenRequest.Refresh(Secret refreshToken) ->
                    form.add("grant_type", "refresh_token").add("refresh_token", refreshToken);
            case TokenRequest.Code(Secret code, Secret verifier, URI redirect) ->
                    form.add("grant_type", "authorization_code")
                            .add("code", code)
                            .add("redirect_uri", redirect.toString())
                            .add("code_verifier", verifier);
            case TokenRequest.Device(Secret deviceCode) ->
                    form.add("grant_type", DEVICE_CODE).add("device_code", deviceCode);
            case TokenRequest.ClientCredentials ignored ->
                    form.add("grant_type", "client_credentials").add("scope", scope);
            case TokenRequest.Password(Secret password) ->
                    form.add("grant_type", "password")
                            .add("username", account.address())
                            .add("password", password)
                            .add("scope", scope);
            case TokenRequest.ServiceAccount ignored -> serviceAccount(form, account, oauth);
        }
        if (!(request instanceof TokenRequest.ServiceAccount)
                || !(oauth.client().authentication() instanceof Authentication.None)) {
            proof.add(form, account, oauth);
        }
        form.addMissing(oauth.server().tokenParameters());
    }

    /** The assertion says who asks, so that a client need not (RFC 7521 4.1). */
    private void serviceAccount(Form form, Account account, Credential.Oauth oauth)
            throws UnaskableException {
        if (!(oauth.grant() instanceof Grant.ServiceAccount configured)) {
            throw new UnaskableException(
                    "The account %s has no key file of a service account. Name one as `key_file` of its credential."
                            .formatted(account.name()));
        }
        Secret assertion =
                ServiceAccountKey.read(configured.keyFile())
                        .assertion(account, oauth, clock.instant());
        form.add("grant_type", JWT_BEARER).add("assertion", assertion);
        assertion.wipe();
    }
}
