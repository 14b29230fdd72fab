package dev.postern.core.credential;

import dev.postern.core.account.Account;
import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One account, {@code work}, with different credentials. */
final class Accounts {

    private static final Duration LONG = Duration.ofSeconds(30);

    private Accounts() {}

    static Account stored() {
        return account(new Credential.VaultPassword());
    }

    static Account oauth() {
        return account(
                new Credential.Oauth(
                        new AuthorizationServer(
                                "example",
                                URI.create("https://login.example.org/token"),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                Map.of(),
                                AuthorizationServer.USUAL_REDIRECT,
                                new Trust.RuntimeAuthorities(),
                                Optional.empty()),
                        new OauthClient("our-id", new OauthClient.Authentication.None()),
                        new Grant.AuthorizationCode(),
                        List.of()));
    }

    /** Runs {@code script} in a shell. */
    static Account shell(String script) {
        return account(
                new Credential.Command(List.of("/bin/sh", "-c", script), SecretKind.TOKEN, LONG));
    }

    private static Account account(Credential credential) {
        Upstream upstream =
                new Upstream(
                        "mail.example.org",
                        993,
                        UpstreamTls.IMPLICIT,
                        new Trust.RuntimeAuthorities(),
                        "ann",
                        Optional.empty());
        return new Account(
                "work", "ann@example.org", Set.of(), Map.of(Protocol.IMAP, upstream), credential);
    }
}
