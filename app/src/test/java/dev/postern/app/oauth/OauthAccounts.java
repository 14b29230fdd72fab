package dev.postern.app.oauth;

import dev.postern.core.account.Account;
import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.OauthClient.Authentication;
import dev.postern.core.account.ProxyServer;
import dev.postern.core.account.Trust;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Accounts that sign in, at an authorization server that does not exist. */
public final class OauthAccounts {
    private static final String SERVER = "https://login.example.org";

    private OauthAccounts() {}

    public static Credential.Oauth oauth(Grant grant) {
        return oauth(grant, new Authentication.None(), Optional.empty());
    }

    public static Credential.Oauth oauth(
            Grant grant, Authentication authentication, Optional<ProxyServer> proxy) {
        return new Credential.Oauth(
                server(
                        AuthorizationServer.USUAL_REDIRECT,
                        Optional.of(URI.create(SERVER + "/authorize")),
                        Optional.of(URI.create(SERVER + "/device")),
                        proxy),
                new OauthClient("id", authentication),
                grant,
                List.of("mail"));
    }

    public static AuthorizationServer server(
            URI redirect,
            Optional<URI> authorization,
            Optional<URI> device,
            Optional<ProxyServer> proxy) {
        return new AuthorizationServer(
                "example",
                URI.create(SERVER + "/token"),
                authorization,
                device,
                Map.of(),
                Map.of(),
                redirect,
                new Trust.RuntimeAuthorities(),
                proxy);
    }

    public static Account account(Credential credential) {
        return new Account("jo", "jo@example.org", Set.of(), Map.of(), credential);
    }
}
