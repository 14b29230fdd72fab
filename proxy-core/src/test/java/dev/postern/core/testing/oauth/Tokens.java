package dev.postern.core.testing.oauth;

import dev.postern.core.testing.log.SecretWatch;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The tokens that a {@link TokenServer} has given out. Thread-safe. */
final class Tokens {

    private final Map<String, Access> access = new HashMap<>();
    private final Map<String, SignIn> refresh = new HashMap<>();
    private final Map<String, SignIn> replaced = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private Duration lifetime = Duration.ofHours(1);
    private TokenServer.RefreshTokens kind = TokenServer.RefreshTokens.ROTATING;

    /** One consent, with all that came of it. */
    static final class SignIn {
        private final String user;
        private final String client;
        private final String scope;
        private boolean revoked;

        SignIn(String user, String client, String scope) {
            this.user = user;
            this.client = client;
            this.scope = scope;
        }
    }

    private record Access(SignIn signIn, Instant until) {
        boolean isActive() {
            return !signIn.revoked && Instant.now().isBefore(until);
        }
    }

    synchronized void lifetime(Duration changed) {
        lifetime = changed;
    }

    synchronized void kind(TokenServer.RefreshTokens changed) {
        kind = changed;
    }

    /** With a refresh token. */
    synchronized WebReply granted(SignIn signIn) {
        return reply(signIn, Optional.of(refreshToken(signIn)));
    }

    synchronized String refreshToken(SignIn signIn) {
        String token = secret("refresh");
        refresh.put(token, signIn);
        return token;
    }

    /** Without one (RFC 6749 4.4.3). */
    synchronized WebReply grantedOnce(SignIn signIn) {
        return reply(signIn, Optional.empty());
    }

    synchronized WebReply refreshed(String token, String client) {
        SignIn reused = replaced.get(token);
        if (reused != null) {
            reused.revoked = true; // RFC 9700 4.14.2: somebody has a copy, so nobody is trusted
            return invalidGrant("this refresh token was used before; all of its kin is revoked");
        }
        SignIn signIn = refresh.get(token);
        if (signIn == null || signIn.revoked || !signIn.client.equals(client)) {
            return invalidGrant("no such refresh token");
        }
        if (kind == TokenServer.RefreshTokens.FIXED) {
            return reply(signIn, Optional.empty());
        }
        refresh.remove(token);
        replaced.put(token, signIn);
        return granted(signIn);
    }

    /** RFC 7662 2.2. */
    synchronized WebReply introspection(String token) {
        Access found = access.get(token);
        if (found == null || !found.isActive()) {
            return WebReply.json(200, Map.of("active", false));
        }
        SignIn signIn = found.signIn();
        return WebReply.json(
                200,
                Map.of(
                        "active", true,
                        "scope", signIn.scope,
                        "client_id", signIn.client,
                        "username", signIn.user,
                        "sub", signIn.user));
    }

    synchronized Optional<String> userOf(String accessToken) {
        return Optional.ofNullable(access.get(accessToken))
                .filter(Access::isActive)
                .map(found -> found.signIn().user);
    }

    synchronized void expireAccessTokens() {
        access.clear();
    }

    synchronized void revokeAll() {
        access.values().forEach(found -> found.signIn().revoked = true);
        refresh.values().forEach(signIn -> signIn.revoked = true);
    }

    private WebReply reply(SignIn signIn, Optional<String> refreshToken) {
        String token = secret("access");
        access.put(token, new Access(signIn, Instant.now().plus(lifetime)));
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("access_token", token);
        members.put("token_type", "Bearer");
        members.put("expires_in", lifetime.toSeconds());
        refreshToken.ifPresent(value -> members.put("refresh_token", value));
        if (!signIn.scope.isEmpty()) {
            members.put("scope", signIn.scope);
        }
        return WebReply.json(200, members);
    }

    String secret(String kindOf) {
        byte[] octets = new byte[24];
        random.nextBytes(octets);
        return SecretWatch.secret(
                kindOf + "-" + Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
    }

    static WebReply invalidGrant(String why) {
        return WebReply.error(400, "invalid_grant", why);
    }
}
