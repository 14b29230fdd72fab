package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.TestAuthority;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code account check}, with a running bridge and without. */
class AccountCheckTest {
    private static final String REAL = "the-real-password";

    private static final String IN = "OK [CAPABILITY IMAP4rev1 IDLE] in";
    private static final String REFUSED = "NO [AUTHENTICATIONFAILED] no";

    private static final TestAuthority AUTHORITY = new TestAuthority();

    @TempDir private Path home;
    private Installation postern;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
    }

    private void addAccount(List<String> options) {
        List<String> arguments =
                new ArrayList<>(List.of("account", "add", "jo@example.org", "--password-stdin"));
        arguments.addAll(options);
        postern.succeedWith(REAL + "\n", arguments.toArray(String[]::new));
    }

    private void addAccount(StandInServer server) {
        addAccount(
                List.of(
                        "--imap-host",
                        "localhost:" + server.port(),
                        "--imap-tls",
                        "implicit",
                        "--ca-file",
                        AUTHORITY.writePem(home).toString()));
    }

    /** Answers the first login, which is Postern's, and the second, which is Jakarta Mail's. */
    private static StandInServer answering(String first, String second) throws IOException {
        AtomicInteger logins = new AtomicInteger();
        return imap(
                "IMAP4rev1 SASL-IR AUTH=PLAIN",
                () -> logins.incrementAndGet() == 1 ? first : second);
    }

    private interface Answers {
        String next() throws InterruptedException;
    }

    private static StandInServer imap(String offers, Answers logins) throws IOException {
        return new StandInServer(peer -> {
            peer.acceptTls(AUTHORITY.identity("localhost").serverContext());
            peer.send("* OK [CAPABILITY " + offers + "] hello\r\n");
            while (true) {
                serve(peer, logins);
            }
        });
    }

    private static void serve(Peer peer, Answers logins) throws IOException, InterruptedException {
        String line = peer.line();
        String tag = line.substring(0, line.indexOf(' '));
        peer.send(tag + " " + (line.contains(" AUTHENTICATE ") ? logins.next() : "OK") + "\r\n");
    }

    @Test
    void bothClientsLogInAndWhatIsOfferedIsShownAndRemembered() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            addAccount(provider.options(home));
            Installation.Ran ran = postern.run("account", "check");
            assertThat(ran.code()).as("%s", ran).isZero();
            assertThat(ran.out()).contains("jo (jo@example.org)", "imap", "ok", "IDLE");
            assertThat(provider.passwordsShown()).containsExactly(REAL, REAL);
            assertThat(Files.readString(postern.state().resolve("offers.json"))).contains("IDLE");
        }
    }

    @Test
    void whereAProxyIsConfiguredNothingGoesPastIt() throws Exception {
        try (StandInServer server = answering(IN, IN)) {
            addAccount(server);
            String file = postern.read("accounts.d/jo.toml");
            postern.write(
                    "accounts.d/jo.toml",
                    file.replace("[[account]]", "[[account]]\nproxy = \"socks5://127.0.0.1:1\""));

            Installation.Ran ran = postern.run("account", "check");

            assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
            assertThat(ran.out())
                    .contains(
                            "the proxy 127.0.0.1:1", "it does not go through the account's proxy");
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void aRunningBridgeChecksWithItsOwnCredentials() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            addAccount(provider.options(home));
            postern.serve();
            Installation.Ran ran = postern.run("account", "check", "jo");
            assertThat(ran.code()).as("%s", ran).isZero();
            assertThat(ran.out()).contains("ok", "IDLE");
            assertThat(provider.passwordsShown()).containsExactly(REAL, REAL);
        }
    }

    @Test
    void aRunningCheckHoldsUpNobody() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (StandInServer slow =
                imap(
                        "IMAP4rev1 SASL-IR AUTH=PLAIN",
                        () -> {
                            asked.countDown();
                            answer.await();
                            return IN;
                        })) {
            addAccount(slow);
            postern.serve();
            CompletableFuture<Installation.Ran> check =
                    CompletableFuture.supplyAsync(() -> postern.run("account", "check"));
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(postern.run("reload").code()).isZero();
            assertThat(check).isNotDone();
            answer.countDown();
            assertThat(check.get(20, TimeUnit.SECONDS).code()).isZero();
        }
    }

    @Test
    void aWrongPasswordHasItsSentenceAndIsNotShown() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn("another")) {
            addAccount(provider.options(home));
            Installation.Ran ran = postern.run("account", "check", "jo@example.org");
            assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
            assertThat(ran.out())
                    .contains("wrong, outdated or blocked", "postern account password jo");
            assertThat(ran.toString()).doesNotContain(REAL);
        }
    }

    @Test
    void aProviderThatRepeatsThePasswordDoesNotMakeItPublic() throws Exception {
        String repeating = "NO " + REAL + " is wrong";
        try (StandInServer server = answering(repeating, repeating)) {
            addAccount(server);
            Installation.Ran ran = postern.run("account", "check", "--json");
            assertThat(ran.toString()).doesNotContain(REAL).contains("•••• is wrong");
        }
    }

    @Test
    void aWellKnownRefusalHasTheProvidersSentence() throws Exception {
        String gmail = "NO [ALERT] Application-specific password required: https://x (Failure)";
        try (StandInServer server = answering(gmail, gmail)) {
            addAccount(server);
            assertThat(postern.run("account", "check").out())
                    .contains("app password", "https://myaccount.google.com/apppasswords");
        }
    }

    @Test
    void aProviderThatWantsOauthIsShownNoPassword() throws Exception {
        AtomicInteger logins = new AtomicInteger();
        try (StandInServer server =
                imap(
                        "IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2",
                        () -> {
                            logins.incrementAndGet();
                            return REFUSED;
                        })) {
            addAccount(server);
            Installation.Ran ran = postern.run("account", "check");
            assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
            assertThat(ran.out()).contains("takes no passwords, only OAuth");
            assertThat(logins).hasValue(0);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void thatOnlyPosternFailsIsADefectOfPostern() throws Exception {
        try (StandInServer server = answering(REFUSED, IN)) {
            addAccount(server);
            Installation.Ran ran = postern.run("account", "check");
            assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
            assertThat(ran.out()).contains("postern-failed", "a defect of Postern", "report it");
        }
    }

    @Test
    void thatOnlyJakartaMailFailsIsExplained() throws Exception {
        try (StandInServer server = answering(IN, REFUSED)) {
            addAccount(server);
            Installation.Ran ran = postern.run("account", "check");
            assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
            assertThat(ran.out())
                    .contains("jakarta-mail-failed", "The account works in Postern", "IDLE");
        }
    }

    @Test
    void aCertificateThatIsNotBelievedIsShownNoPassword() throws Exception {
        AtomicInteger logins = new AtomicInteger();
        try (StandInServer server =
                imap(
                        "IMAP4rev1 SASL-IR AUTH=PLAIN",
                        () -> {
                            logins.incrementAndGet();
                            return IN;
                        })) {
            addAccount(
                    List.of("--imap-host", "localhost:" + server.port(), "--imap-tls", "implicit"));
            Installation.Ran ran = postern.run("account", "check");
            assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
            assertThat(ran.out()).contains("CN=Test authority", "--ca-file", "--pin");
            assertThat(logins).hasValue(0);
        }
    }

    @Test
    void anAccountWithoutAPasswordIsToGetOne() throws Exception {
        postern.write(
                "accounts.d/jo.toml",
                """
                [[account]]
                name = "jo"
                address = "jo@example.org"
                imap = { host = "localhost" }
                """);
        assertThat(postern.run("account", "check").out())
                .contains("There is no password", "postern account password jo");
    }

    @Test
    void scriptsGetJson() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            addAccount(provider.options(home));
            JsonObject json =
                    JsonParser.parseString(postern.succeed("account", "check", "--json"))
                            .getAsJsonObject();
            JsonObject account = json.getAsJsonArray("accounts").get(0).getAsJsonObject();
            assertThat(account.get("account").getAsString()).isEqualTo("jo");
            JsonObject server = account.getAsJsonArray("servers").get(0).getAsJsonObject();
            assertThat(server.get("result").getAsString()).isEqualTo("ok");
        }
    }

    @Test
    void anUnknownNameIsRefused() {
        Installation.Ran ran = postern.run("account", "check", "nobody");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("There is no account nobody");
    }
}
