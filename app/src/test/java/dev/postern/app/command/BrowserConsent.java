package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.control.ControlClient;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Request;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.log.SecretWatch;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** Ann consents in a browser, and the command brings the code to the running bridge. */
final class BrowserConsent {
    private static final String VERIFIER =
            SecretWatch.secret("verifier-of-a-test-0123456789-0123456789-0123456789");
    private static final URI REDIRECT = URI.create("http://localhost:1/");

    private BrowserConsent() {}

    static void give(TokenProvider provider, Installation postern) throws Exception {
        String challenge =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        URI back =
                provider.tokens()
                        .consent(
                                URI.create(
                                        provider.tokens().authorization()
                                                + "?response_type=code&client_id=our-id&scope=mail"
                                                + "&state=x&code_challenge_method=S256"
                                                + "&code_challenge="
                                                + challenge
                                                + "&redirect_uri="
                                                + REDIRECT));
        String code = back.getQuery().replaceFirst(".*code=([^&]+).*", "$1");
        Answer answer =
                ControlClient.find(postern.socket())
                        .orElseThrow()
                        .carryOut(
                                new Request.SignIn(
                                        "work",
                                        new TokenRequest.Code(
                                                Secret.of(code), Secret.of(VERIFIER), REDIRECT)));
        assertThat(answer).isInstanceOf(Answer.Done.class);
    }
}
