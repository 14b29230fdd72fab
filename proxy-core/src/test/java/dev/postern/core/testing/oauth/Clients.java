package dev.postern.core.testing.oauth;

import dev.postern.core.account.OauthClient.SecretPlace;
import dev.postern.core.testing.oauth.Registration.Proof;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who may ask, and whether it is them (RFC 6749 2.3). Thread-safe. */
final class Clients {

    private static final String JWT_BEARER =
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Map<String, Registration> known = new ConcurrentHashMap<>();
    private final Jwt assertions = new Jwt();

    void register(Registration registration) {
        known.put(registration.id(), registration);
    }

    Optional<Registration> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    /** The client that sent this, if it has shown just what it must show. */
    Optional<Registration> authenticated(WebRequest request, String tokenUrl) {
        Map<String, String> form = request.form();
        String basic = request.headers().getOrDefault("authorization", "");
        if (basic.startsWith("Basic ")) {
            String[] pair =
                    new String(
                                    Base64.getDecoder().decode(basic.substring(6)),
                                    StandardCharsets.US_ASCII)
                            .split(":", 2);
            return find(decoded(pair[0]))
                    .filter(client -> !form.containsKey("client_secret"))
                    .filter(client ->
                            client.proof()
                                    .equals(
                                            new Proof.Secret(
                                                    decoded(pair[1]), SecretPlace.HEADER)));
        }
        return find(form.getOrDefault("client_id", ""))
                .filter(client -> shows(client, form, tokenUrl));
    }

    private boolean shows(Registration client, Map<String, String> form, String tokenUrl) {
        return switch (client.proof()) {
            case Proof.Nothing ignored ->
                    !form.containsKey("client_secret") && !form.containsKey("client_assertion");
            case Proof.Secret(String secret, SecretPlace place) ->
                    place == SecretPlace.BODY && secret.equals(form.get("client_secret"));
            case Proof.Key key ->
                    JWT_BEARER.equals(form.get("client_assertion_type"))
                            && assertions
                                    .verify(
                                            form.getOrDefault("client_assertion", ""),
                                            key.certificate().getPublicKey(),
                                            tokenUrl)
                                    .filter(jwt -> speaksFor(client, key, jwt))
                                    .isPresent();
        };
    }

    private static boolean speaksFor(Registration client, Proof.Key key, Jwt.Verified jwt) {
        return jwt.claims().get("iss").getAsString().equals(client.id())
                && jwt.claims().get("sub").getAsString().equals(client.id())
                && jwt.claims().has("jti")
                && jwt.header()
                        .get("x5t#S256")
                        .getAsString()
                        .equals(Jwt.thumbprint(key.certificate()));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
