package dev.postern.core.testing.oauth;

import dev.postern.core.testing.oauth.Tokens.SignIn;

import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The token endpoint: one rule per grant. Thread-safe. */
final class Grants {

    private final Clients clients;
    private final Tokens tokens;
    private final Consents consents;
    private final Devices devices;
    private final Jwt assertions = new Jwt();
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, PublicKey> serviceAccounts = new ConcurrentHashMap<>();

    Grants(Clients clients, Tokens tokens, Consents consents, Devices devices) {
        this.clients = clients;
        this.tokens = tokens;
        this.consents = consents;
        this.devices = devices;
    }

    void password(String user, String password) {
        passwords.put(user, password);
    }

    void serviceAccount(String email, PublicKey key) {
        serviceAccounts.put(email, key);
    }

    WebReply answer(WebRequest request, String tokenUrl) {
        Map<String, String> form = request.form();
        String grant = form.getOrDefault("grant_type", "");
        if (grant.equals("urn:ietf:params:oauth:grant-type:jwt-bearer")) {
            return asserted(form, tokenUrl);
        }
        Optional<Registration> client = clients.authenticated(request, tokenUrl);
        return client.isEmpty()
                ? WebReply.error(401, "invalid_client", "Nobody we know")
                : answer(grant, form, client.get());
    }

    private WebReply answer(String grant, Map<String, String> form, Registration client) {
        return switch (grant) {
            case "authorization_code" -> consents.redeemed(form, client);
            case "refresh_token" ->
                    tokens.refreshed(form.getOrDefault("refresh_token", ""), client.id());
            case "urn:ietf:params:oauth:grant-type:device_code" -> devices.polled(form, client);
            case "password" -> password(form, client);
            case "client_credentials" ->
                    client.proof() instanceof Registration.Proof.Nothing
                            ? WebReply.error(400, "unauthorized_client", "Prove who you are")
                            : tokens.grantedOnce(
                                    new SignIn(
                                            client.id(),
                                            client.id(),
                                            form.getOrDefault("scope", "")));
            default -> WebReply.error(400, "unsupported_grant_type", "Unknown: " + grant);
        };
    }

    private WebReply password(Map<String, String> form, Registration client) {
        String user = form.getOrDefault("username", "");
        return passwords.containsKey(user) && passwords.get(user).equals(form.get("password"))
                ? tokens.granted(new SignIn(user, client.id(), form.getOrDefault("scope", "")))
                : Tokens.invalidGrant("wrong user or password");
    }

    /** As Google's, for service accounts that may act for everybody. */
    private WebReply asserted(Map<String, String> form, String tokenUrl) {
        String assertion = form.getOrDefault("assertion", "");
        return serviceAccounts.entrySet().stream()
                .flatMap(known ->
                        assertions.verify(assertion, known.getValue(), tokenUrl).stream()
                                .map(Jwt.Verified::claims)
                                .filter(claims ->
                                        claims.get("iss").getAsString().equals(known.getKey())))
                .findFirst()
                .map(claims ->
                        tokens.grantedOnce(
                                new SignIn(
                                        claims.get("sub").getAsString(),
                                        claims.get("iss").getAsString(),
                                        claims.get("scope").getAsString())))
                .orElseGet(() -> Tokens.invalidGrant("Invalid JWT signature, or claims"));
    }
}
