package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.App;
import dev.postern.core.access.AppPolicy;
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
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.server.ListenerSpec;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every default, in one place: a change of one is a change that people notice. */
class DefaultsTest {

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

    @Test
    void withoutAFileThereAreFourListenersAndNothingElse() {
        Configuration nothing =
                Texts.valid(
                        new ConfigurationLoader(
                                        new ConfigurationFiles(Path.of("/no/such/directory")))
                                .load());

        assertThat(nothing)
                .isEqualTo(
                        new Configuration(
                                new BridgeSettings(
                                        Optional.empty(),
                                        List.of(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        1024),
                                Optional.empty(),
                                List.of(
                                        listener(
                                                Protocol.IMAP,
                                                1143,
                                                ListenerSecurity.STARTTLS_OPTIONAL),
                                        listener(Protocol.IMAP, 1993, ListenerSecurity.TLS),
                                        listener(
                                                Protocol.SMTP,
                                                1587,
                                                ListenerSecurity.STARTTLS_OPTIONAL),
                                        listener(Protocol.SMTP, 1465, ListenerSecurity.TLS)),
                                List.of(),
                                List.of(),
                                Map.of(),
                                Map.of(),
                                ProviderPresets.builtIn(),
                                List.of()));
    }

    @Test
    void aFileWithTheLeastInItMeansThis() {
        Configuration least =
                Texts.valid(
                        """
                        [[listener]]
                        protocol = "smtp"
                        port = 2525

                        [[account]]
                        name = "work"
                        address = "me@example.com"
                        credential = { command = "pass work" }
                        [account.imap]
                        host = "imap.example.com"
                        [account.smtp]
                        host = "smtp.example.com"

                        [[account]]
                        name = "home"
                        address = "me@example.org"
                        [account.imap]
                        host = "imap.example.org"
                        tls = "starttls"
                        [account.smtp]
                        host = "smtp.example.org"
                        tls = "starttls"

                        [[app]]
                        name = "printer"
                        account = "work"
                        protocols = ["smtp"]
                        """);

        assertThat(least)
                .isEqualTo(
                        new Configuration(
                                new BridgeSettings(Optional.empty()),
                                List.of(
                                        listener(
                                                Protocol.SMTP,
                                                2525,
                                                ListenerSecurity.STARTTLS_OPTIONAL)),
                                List.of(
                                        new Account(
                                                "work",
                                                "me@example.com",
                                                Set.of(),
                                                Map.of(
                                                        Protocol.IMAP,
                                                        upstream(
                                                                "imap.example.com",
                                                                993,
                                                                UpstreamTls.IMPLICIT),
                                                        Protocol.SMTP,
                                                        upstream(
                                                                "smtp.example.com",
                                                                465,
                                                                UpstreamTls.IMPLICIT)),
                                                new Credential.Command(
                                                        List.of("pass", "work"),
                                                        SecretKind.PASSWORD,
                                                        Duration.ofSeconds(10))),
                                        new Account(
                                                "home",
                                                "me@example.org",
                                                Set.of(),
                                                Map.of(
                                                        Protocol.IMAP,
                                                        upstream(
                                                                "imap.example.org",
                                                                143,
                                                                UpstreamTls.STARTTLS),
                                                        Protocol.SMTP,
                                                        upstream(
                                                                "smtp.example.org",
                                                                587,
                                                                UpstreamTls.STARTTLS)),
                                                new Credential.VaultPassword())),
                                List.of(
                                        new App(
                                                "printer",
                                                "work",
                                                new AppPolicy(Set.of(Protocol.SMTP)))),
                                Map.of(
                                        "work",
                                        new Origin(Texts.FILE, 5),
                                        "home",
                                        new Origin(Texts.FILE, 14)),
                                Map.of("printer", new Origin(Texts.FILE, 24))));
    }

    private static ListenerSpec listener(Protocol protocol, int port, ListenerSecurity security) {
        return new ListenerSpec(protocol, LOOPBACK, port, security, Optional.empty());
    }

    private static Upstream upstream(String host, int port, UpstreamTls tls) {
        String user = host.endsWith(".org") ? "me@example.org" : "me@example.com";
        return new Upstream(
                host, port, tls, new Trust.RuntimeAuthorities(), user, Optional.empty());
    }

    @Test
    void anAccountWithOauthAtAKnownProviderMeansThis() {
        Configuration least =
                Texts.valid(
                        """
                        [[oauth_client]]
                        provider = "fastmail"
                        client_id = "our-id"

                        [[account]]
                        name = "work"
                        address = "me@fastmail.com"
                        provider = "fastmail"
                        credential = { oauth = "code" }
                        """);

        assertThat(least.accounts().getFirst().credential())
                .isEqualTo(
                        new Credential.Oauth(
                                new AuthorizationServer(
                                        "fastmail",
                                        URI.create("https://api.fastmail.com/oauth/refresh"),
                                        Optional.of(
                                                URI.create(
                                                        "https://api.fastmail.com/oauth/authorize")),
                                        Optional.empty(),
                                        Map.of(),
                                        Map.of(),
                                        URI.create("http://localhost:0/"),
                                        new Trust.RuntimeAuthorities(),
                                        Optional.empty()),
                                new OauthClient("our-id", new OauthClient.Authentication.None()),
                                new Grant.AuthorizationCode(),
                                List.of(
                                        "https://www.fastmail.com/dev/protocol-imap",
                                        "https://www.fastmail.com/dev/protocol-smtp")));
        assertThat(least.accounts().getFirst().upstream(Protocol.IMAP))
                .map(Upstream::authority)
                .hasValue("imap.fastmail.com:993");
        assertThat(least.accounts().getFirst().upstream(Protocol.SMTP))
                .map(Upstream::user)
                .hasValue("me@fastmail.com");
    }
}
