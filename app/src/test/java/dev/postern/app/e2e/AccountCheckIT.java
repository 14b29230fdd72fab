package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.app.authorization.NobodyIsAsked;
import dev.postern.app.check.RealLogins;
import dev.postern.app.operation.AccountCheckup;
import dev.postern.config.BridgeSettings;
import dev.postern.config.Configuration;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.credential.ConfiguredCredentials;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.KeyFile;
import dev.postern.core.state.OfferMemory;
import dev.postern.core.state.StateDirectory;
import dev.postern.core.state.StateLock;
import dev.postern.core.state.Vault;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.token.TokenEngine;
import dev.postern.core.token.TokenListener;
import dev.postern.core.upstream.ProxyPasswords;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Both clients' logins at real servers, and what nobody may see of them. */
class AccountCheckIT {

    private static final String TOKEN = "ya29.a-token-of-ann";

    @TempDir private Path directory;

    private AccountCheckup check(Map<Protocol, Upstream> upstreams, Credential credential) {
        Account account =
                new Account(TestBridge.ACCOUNT, TestBridge.USER, Set.of(), upstreams, credential);
        Configuration configuration =
                new Configuration(
                        new BridgeSettings(Optional.empty()),
                        List.of(),
                        List.of(account),
                        List.of(),
                        Map.of(),
                        Map.of());
        try (StateLock lock = StateLock.acquire(StateDirectory.open(directory.resolve("state")))) {
            Vault vault =
                    Vault.open(lock, new KeyFile(directory.resolve("keys").resolve("vault.key")));
            vault.putPassword(TestBridge.ACCOUNT, Secret.of(TestBridge.PROVIDER_PASSWORD));
            try (TokenEngine tokens =
                            new TokenEngine(vault, NobodyIsAsked.FOR_TOKENS, TokenListener.NONE);
                    ConfiguredCredentials credentials = new ConfiguredCredentials(vault, tokens)) {
                return new RealLogins(
                                credentials,
                                ProxyPasswords.NONE,
                                () -> OfferMemory.open(lock, Runnable::run))
                        .check(account, configuration);
            }
        }
    }

    private static Credential token() {
        return new Credential.Command(
                List.of("echo", TOKEN), SecretKind.TOKEN, Duration.ofSeconds(10));
    }

    @Test
    void bothClientsLogInOnBothProtocols() throws Exception {
        try (Provider provider = Provider.withTheRightPassword()) {
            AccountCheckup checkup = check(provider.upstreams(), new Credential.VaultPassword());
            assertThat(checkup.servers())
                    .extracting(AccountCheckup.Server::protocol, AccountCheckup.Server::result)
                    .as("%s", checkup)
                    .containsExactly(tuple("imap", "ok"), tuple("smtp", "ok"));
            assertThat(provider.connections()).isEqualTo(4);
        }
    }

    @Test
    void aWrongPasswordIsFoundOnBothProtocolsAndLoggedNowhere() throws Exception {
        try (LoggedWords log = new LoggedWords();
                Provider provider = new Provider("another")) {
            AccountCheckup checkup = check(provider.upstreams(), new Credential.VaultPassword());
            assertThat(checkup.servers())
                    .extracting(AccountCheckup.Server::cause)
                    .hasSize(2)
                    .allSatisfy(cause -> assertThat(cause).contains("wrong, outdated or blocked"));
            assertThat(log.all() + checkup)
                    .doesNotContain(TestBridge.PROVIDER_PASSWORD)
                    .doesNotContain(plain());
        }
    }

    private static String plain() {
        return Base64.getEncoder()
                .encodeToString(
                        ("\0" + TestBridge.USER + "\0" + TestBridge.PROVIDER_PASSWORD)
                                .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bothClientsLogInAfterStarttls() throws Exception {
        try (StandInServer server =
                new StandInServer(peer -> {
                    peer.send("220 ready\r\n");
                    peer.lineStarting("EHLO");
                    peer.send("250-stand-in\r\n250 STARTTLS\r\n");
                    peer.lineStarting("STARTTLS");
                    peer.send("220 go\r\n");
                    peer.acceptTls(StandIns.IDENTITY.serverContext());
                    peer.lineStarting("EHLO");
                    peer.send("250-stand-in\r\n250-PIPELINING\r\n250 AUTH PLAIN\r\n");
                    peer.lineStarting("AUTH PLAIN ");
                    peer.send("235 in\r\n");
                    peer.lineStarting("QUIT");
                    peer.send("221 bye\r\n");
                })) {
            AccountCheckup checkup =
                    check(
                            Map.of(
                                    Protocol.SMTP,
                                    TestBridge.upstream(server.port(), UpstreamTls.STARTTLS)),
                            new Credential.VaultPassword());
            assertThat(checkup.allWell()).as("%s", checkup).isTrue();
            assertThat(checkup.servers().getFirst().offers()).contains("PIPELINING");
        }
    }

    @Test
    void bothClientsLogInWithAToken() throws Exception {
        try (StandInServer server =
                StandIns.tls(peer -> {
                    StandIns.Xoauth2 shown = StandIns.greetAndReadToken(peer);
                    peer.send(
                            shown.tag()
                                    + (shown.token().equals(TOKEN) ? " OK in\r\n" : " NO no\r\n"));
                    while (true) {
                        peer.send(StandIns.tag(peer.line()) + " OK done\r\n");
                    }
                })) {
            AccountCheckup checkup =
                    check(
                            Map.of(
                                    Protocol.IMAP,
                                    TestBridge.upstream(server.port(), UpstreamTls.IMPLICIT)),
                            token());
            assertThat(checkup.allWell()).as("%s", checkup).isTrue();
        }
    }

    @Test
    void aMechanismThatOnlyPosternKnowsIsNoFault() throws Exception {
        try (StandInServer server =
                StandIns.tls(peer -> {
                    peer.send("220 ready\r\n");
                    peer.lineStarting("EHLO");
                    peer.send("250-stand-in\r\n250 AUTH OAUTHBEARER\r\n");
                    peer.lineStarting("AUTH OAUTHBEARER");
                    peer.send("235 in\r\n");
                    peer.lineStarting("QUIT");
                })) {
            Upstream any = TestBridge.upstream(server.port(), UpstreamTls.IMPLICIT);
            Upstream only =
                    new Upstream(
                            any.host(),
                            any.port(),
                            any.tls(),
                            any.trust(),
                            any.user(),
                            Optional.of("OAUTHBEARER"));
            AccountCheckup checkup = check(Map.of(Protocol.SMTP, only), token());
            assertThat(checkup.allWell()).as("%s", checkup).isTrue();
            assertThat(checkup.servers().getFirst().jakartaMail())
                    .isEqualTo("not tried: it does not know the mechanism OAUTHBEARER");
        }
    }

    @Test
    void aCommandThatFailsIsNamed() throws Exception {
        Credential failing =
                new Credential.Command(
                        List.of("false"), SecretKind.PASSWORD, Duration.ofSeconds(10));
        AccountCheckup.Server checked =
                check(Map.of(Protocol.IMAP, TestBridge.upstream(1, UpstreamTls.IMPLICIT)), failing)
                        .servers()
                        .getFirst();
        assertThat(checked.cause()).contains("The credential could not be had");
        assertThat(checked.jakartaMail()).startsWith("not tried");
    }

    @Test
    void aCertificateForAnotherNameIsBelievedByNeitherClient() throws Exception {
        try (StandInServer server =
                new StandInServer(peer -> {
                    peer.acceptTls(
                            TestBridge.AUTHORITY.identity("mail.example.org").serverContext());
                    StandIns.letIn(peer);
                })) {
            AccountCheckup.Server checked =
                    check(
                                    Map.of(
                                            Protocol.IMAP,
                                            TestBridge.upstream(
                                                    server.port(), UpstreamTls.IMPLICIT)),
                                    new Credential.VaultPassword())
                            .servers()
                            .getFirst();
            assertThat(checked.result()).isEqualTo("failed");
            assertThat(checked.cause()).contains("is for mail.example.org, not for localhost");
        }
    }
}
