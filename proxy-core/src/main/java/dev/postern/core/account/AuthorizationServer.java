package dev.postern.core.account;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * An OAuth 2.0 authorization server (RFC 6749 1.1): where people consent, and where tokens come
 * from. All of its addresses are {@code https}; plain {@code http} is taken on loopback only.
 *
 * @param name of the provider preset that it is from, or its host: for people
 * @param token the token endpoint
 * @param authorization the authorization endpoint, which a browser opens
 * @param deviceAuthorization the device authorization endpoint (RFC 8628)
 * @param authorizationParameters what this server wants in the authorization request besides what
 *     the RFCs name, like {@code access_type=offline}
 * @param tokenParameters the same for token requests, like {@code resource=…}
 * @param redirect the redirect URI as it is registered there; port 0: any free port (RFC 8252 7.3)
 */
public record AuthorizationServer(
        String name,
        URI token,
        Optional<URI> authorization,
        Optional<URI> deviceAuthorization,
        Map<String, String> authorizationParameters,
        Map<String, String> tokenParameters,
        URI redirect,
        Trust trust,
        Optional<ProxyServer> proxy) {

    /** Where nothing else is registered: literal, as RFC 8252 8.3 advises, on any free port. */
    public static final URI USUAL_REDIRECT = URI.create("http://127.0.0.1:0/");

    public AuthorizationServer {
        authorizationParameters = Map.copyOf(authorizationParameters);
        tokenParameters = Map.copyOf(tokenParameters);
    }
}
