package dev.postern.core.signin;

import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.Trust;

import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Authorization requests for tests, and what they say. */
final class Requests {
    static final URI REDIRECT = URI.create("http://127.0.0.1:1234/");

    private Requests() {}

    static Credential.Oauth oauth(String endpoint, Map<String, String> parameters) {
        return new Credential.Oauth(
                new AuthorizationServer(
                        "example",
                        URI.create("https://login.example.org/token"),
                        Optional.of(URI.create(endpoint)),
                        Optional.empty(),
                        parameters,
                        Map.of(),
                        REDIRECT,
                        new Trust.RuntimeAuthorities(),
                        Optional.empty()),
                new OauthClient("our id", new OauthClient.Authentication.None()),
                new Grant.AuthorizationCode(),
                List.of("mail.read", "offline_access"));
    }

    static AuthorizationRequest request(URI redirect) {
        return AuthorizationRequest.of(
                oauth("https://login.example.org/authorize", Map.of()),
                "jo@example.org",
                redirect,
                new SecureRandom());
    }

    static Map<String, String> parameters(AuthorizationRequest request) {
        return QueryParameters.read(request.address().getRawQuery()).orElseThrow().values();
    }

    static String state(AuthorizationRequest request) {
        return String.valueOf(parameters(request).get("state"));
    }
}
