package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.postern.core.testing.Peer;
import dev.postern.core.testing.oauth.Fault;
import dev.postern.core.testing.oauth.Registration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A mail program keeps its app password, whatever becomes of the tokens behind it. */
class ConsentIT {
    private static final String USER = "ann@example.org";
    private static final String SHARED = "team@example.org";
    private static final int MANY = 100;
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir private Path home;
    private TokenProvider provider;
    private Installation postern;
    private String password;

    @BeforeEach
    void signIn() throws Exception {
        provider = new TokenProvider();
        provider.tokens().register(Registration.open("our-id", "http://localhost/"));
        postern = Installation.in(home);
        postern.write(
                "postern.toml",
                """
                [bridge]
                notify = ["sh", "-c", "cat >> '%s'"]

                """
                                .formatted(told())
                        + postern.read("postern.toml"));
        postern.write(
                "accounts.d/work.toml",
                provider.account(
                        home,
                        "name = \"work\"\naddress = \"" + USER + "\"\nprovider = \"microsoft365\"",
                        "oauth = \"code\", client_id = \"our-id\", authorize_url = \""
                                + provider.tokens().authorization()
                                + "\"",
                        "user = \"" + SHARED + "\""));
        postern.succeed("init");
        postern.serve();
        password = addApp("laptop");
        BrowserConsent.give(provider, postern);
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
        provider.close();
    }

    @Test
    void mailIsReadAndSentThroughARotationAndEachProtocolHasItsUser() throws Exception {
        readAndSend();
        provider.tokens().expireAccessTokens();
        readAndSend();
        // Defect 36
        assertThat(provider.shown())
                .allSatisfy(it ->
                        assertThat(it.user())
                                .isEqualTo(it.protocol().equals("imap") ? USER : SHARED));
        assertThat(provider.sent()).hasSize(2);
        assertThat(provider.tokens().requests("refresh_token")).isEqualTo(1);
    }

    // Defect 5
    @Test
    void aTokenThatTheMailServerRejectsIsReplacedOnceAndTriedOnceMore() throws Exception {
        provider.tokens().expireAccessTokens();
        logIn("a OK");

        assertThat(provider.shown()).hasSize(2);
        assertThat(provider.shown().stream().map(TokenProvider.Shown::token))
                .doesNotHaveDuplicates();
        assertThat(provider.tokens().requests("refresh_token")).isEqualTo(1);
    }

    // Defect 6
    @Test
    void aHundredLoginsAtOnceMakeOneRequest() throws Exception {
        provider.tokens().expireAccessTokens();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> logins = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                logins.add(threads.submit(this::answerToLogin));
            }
            for (Future<String> login : logins) {
                assertThat(login.get(60, TimeUnit.SECONDS)).startsWith("a OK");
            }
        }
        assertThat(provider.tokens().requests("refresh_token")).isEqualTo(1);
    }

    // Defect 33, 39
    @Test
    void anEndedConsentIsToldAndRenewedAndThePasswordStays() throws Exception {
        logIn("a OK");
        provider.tokens().expireAccessTokens();
        provider.tokens().revokeAll();
        provider.tokens().next(new Fault.Refusal("interaction_required", "Ann must come back"));
        try (Peer client = Peer.connect(postern.imapPort())) {
            client.line();
            client.send("a LOGIN \"%s\" \"%s\"\r\n".formatted(USER, password));
            assertThat(client.line())
                    .startsWith("* NO [ALERT]")
                    .contains("postern account login work");
            assertThat(client.line()).startsWith("a NO [UNAVAILABLE]");
        }
        assertThat(answerToSmtpLogin()).startsWith("454").contains("postern account login work");
        await().atMost(SOON).until(() -> events().contains("consent-needed"));
        assertThat(status())
                .contains("oauth: must be signed in to again", "Ann must come back")
                .contains("run         postern account login work");

        BrowserConsent.give(provider, postern);
        readAndSend();
        await().atMost(SOON).until(() -> events().contains("healthy-again"));
        assertThat(events()).containsExactly("consent-needed", "healthy-again");
        assertThat(status()).contains("oauth: works", "will end    about 20", "90 days");
    }

    @Test
    void aCodeOfTheProviderIsExplainedInTheStatus() throws Exception {
        provider.tokens().expireAccessTokens();
        provider.tokens().next(new Fault.Refusal("interaction_required", "AADSTS50076: MFA"));
        logIn("a NO [UNAVAILABLE]");

        JsonObject consent = consent();
        assertThat(consent.get("failure").getAsString()).contains("AADSTS50076");
        assertThat(consent.get("cause").getAsString()).contains("wants a second factor");
        assertThat(consent.get("next").getAsString()).contains("postern account login work");
        assertThat(status()).contains("trouble     Microsoft wants", "do          Sign in once");
    }

    static Stream<Fault> outages() {
        return Stream.of(Fault.status(503, Optional.empty()), new Fault.Silence());
    }

    // Defect 33, 34
    @ParameterizedTest
    @MethodSource("outages")
    void anOutageOfTheTokenServerIsNobodysFaultAndSessionsGoOn(Fault outage) throws Exception {
        try (MailProgram before = postern.loggedIn(USER, password)) {
            provider.tokens().expireAccessTokens();
            provider.tokens().next(outage);

            logIn("a NO [UNAVAILABLE]");
            assertThat(answerToSmtpLogin()).startsWith("454 4.7.0");
            assertThat(before.ask("NOOP")).startsWith("a OK");
            assertThat(told()).doesNotExist();
        }
    }

    @Test
    void theProgramThatIsToldChangesWithoutARestart() throws Exception {
        Path other = home.resolve("told-elsewhere");
        postern.write(
                "postern.toml",
                postern.read("postern.toml").replace(told().toString(), other.toString()));
        assertThat(postern.succeed("reload")).doesNotContain("restart");
        provider.tokens().expireAccessTokens();
        provider.tokens().next(new Fault.Refusal("interaction_required", ""));
        logIn("a NO [UNAVAILABLE]");

        await().atMost(SOON).until(() -> Files.exists(other));
        assertThat(told()).doesNotExist();
    }

    @Test
    void theStatusIsThereForScripts() {
        assertThat(consent().get("state").getAsString()).isEqualTo("good");
        assertThat(consent().getAsJsonArray("granted")).hasToString("[\"mail\"]");
    }

    private JsonObject consent() {
        return JsonParser.parseString(postern.succeed("status", "--json"))
                .getAsJsonObject()
                .getAsJsonArray("accounts")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("consent");
    }

    private void readAndSend() throws Exception {
        try (MailProgram program = postern.loggedIn(USER, password)) {
            assertThat(program.ask("SELECT INBOX")).startsWith("a OK");
            assertThat(program.ask("FETCH 1 BODY[]")).startsWith("a OK");
        }
        try (Peer client = Peer.connect(postern.smtpPort())) {
            assertThat(smtpLogin(client)).startsWith("235");
            for (String command :
                    List.of("MAIL FROM:<ann@example.org>", "RCPT TO:<bob@example.org>")) {
                client.send(command + "\r\n");
                client.lineStarting("250");
            }
            client.send("DATA\r\n");
            client.lineStarting("354");
            client.send("Subject: hello\r\n\r\nBob\r\n.\r\n");
            client.lineStarting("250");
        }
    }

    private void logIn(String expected) throws IOException {
        assertThat(answerToLogin()).startsWith(expected);
    }

    private String answerToLogin() throws IOException {
        try (MailProgram program = new MailProgram(postern.imapPort())) {
            return program.login(USER, password);
        }
    }

    private String answerToSmtpLogin() throws IOException {
        try (Peer client = Peer.connect(postern.smtpPort())) {
            return smtpLogin(client);
        }
    }

    private String smtpLogin(Peer client) throws IOException {
        client.line();
        client.send("EHLO test\r\n");
        client.lineStarting("250 ");
        byte[] words = ("\0" + USER + "\0" + password).getBytes(StandardCharsets.UTF_8);
        client.send("AUTH PLAIN " + Base64.getEncoder().encodeToString(words) + "\r\n");
        return client.line();
    }

    private String addApp(String name) {
        return Installation.password(
                postern.succeed("app", "add", name, "--protocols", "imap,smtp", "--json"));
    }

    private Path told() {
        return home.resolve("told");
    }

    private List<String> events() throws IOException {
        return Files.exists(told())
                ? Files.readAllLines(told()).stream()
                        .map(line ->
                                JsonParser.parseString(line)
                                        .getAsJsonObject()
                                        .get("event")
                                        .getAsString())
                        .toList()
                : List.of();
    }

    private String status() {
        return postern.succeed("status");
    }
}
