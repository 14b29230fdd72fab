package dev.postern.core.testing.oauth;

import dev.postern.core.testing.oauth.Tokens.SignIn;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The authorization endpoint, and the codes that it gave out (RFC 6749 4.1, RFC 7636). */
final class Consents {

    private static final int CHALLENGE_LENGTH = 43;

    private final Clients clients;
    private final Tokens tokens;
    private final Map<String, Code> codes = new HashMap<>();
    private TokenServer.Person person = TokenServer.Person.CONSENTS;

    private record Code(SignIn signIn, String client, String redirect, String challenge) {}

    Consents(Clients clients, Tokens tokens) {
        this.clients = clients;
        this.tokens = tokens;
    }

    synchronized void person(TokenServer.Person changed) {
        person = changed;
    }

    /** What a browser is told that opens an authorization request and has a person behind it. */
    synchronized WebReply answer(WebRequest request) {
        Map<String, String> asked = request.queryParameters();
        String redirect = asked.getOrDefault("redirect_uri", "");
        Optional<Registration> client =
                clients.find(asked.getOrDefault("client_id", ""))
                        .filter(known -> known.mayRedirectTo(redirect));
        if (client.isEmpty()) {
            // RFC 6749 4.1.2.1: no redirect to where nobody registered one.
            return WebReply.page(400, "Unknown client, or a redirect that it did not register");
        }
        String state = asked.getOrDefault("state", "");
        if (!"code".equals(asked.get("response_type"))) {
            return error(redirect, "unsupported_response_type", state);
        }
        if (state.isEmpty()
                || !"S256".equals(asked.get("code_challenge_method"))
                || asked.getOrDefault("code_challenge", "").length() != CHALLENGE_LENGTH) {
            return error(redirect, "invalid_request", state);
        }
        return switch (person) {
            case DENIES -> error(redirect, "access_denied", state);
            case CONSENTS -> {
                String code = tokens.secret("code");
                codes.put(
                        code,
                        new Code(
                                new SignIn(
                                        asked.getOrDefault("login_hint", TokenServer.USER),
                                        client.get().id(),
                                        asked.getOrDefault("scope", "")),
                                client.get().id(),
                                redirect,
                                asked.get("code_challenge")));
                yield back(redirect, "code", code, state);
            }
        };
    }

    synchronized WebReply redeemed(Map<String, String> form, Registration client) {
        Code code = codes.remove(form.getOrDefault("code", ""));
        if (code == null) {
            return Tokens.invalidGrant("no such code, or one that was used");
        }
        if (!code.client().equals(client.id())
                || !code.redirect().equals(form.get("redirect_uri"))) {
            return Tokens.invalidGrant("the code was given to another client or redirect");
        }
        if (!code.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))) {
            return Tokens.invalidGrant("the code verifier does not match");
        }
        return tokens.granted(code.signIn());
    }

    /** RFC 7636 4.2. */
    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static WebReply error(String redirect, String error, String state) {
        return back(redirect, "error", error, state);
    }

    private static WebReply back(String redirect, String name, String value, String state) {
        return WebReply.redirect(
                redirect
                        + (redirect.contains("?") ? "&" : "?")
                        + name
                        + "="
                        + value
                        + "&state="
                        + URLEncoder.encode(state, StandardCharsets.UTF_8));
    }
}
