package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.app.discovery.Found;
import dev.postern.core.testing.oauth.Registration;
import dev.postern.core.testing.oauth.TokenServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person adds a mailbox whose provider takes nothing but OAuth. */
class AccountAddOauthTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CLIENT = "postern-of-jo";
    private static final Pattern PAGE = Pattern.compile("https?://\\S+/authorize\\?\\S+");

    @TempDir private Path home;
    private Installation postern;
    private TokenServer server;

    @BeforeEach
    void install() throws Exception {
        server = TokenServer.plain().register(Registration.open(CLIENT, "http://127.0.0.1/"));
        postern = Installation.in(home);
        postern.succeed("init");
        postern.write("accounts.d/testmail.toml", preset());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void onePasteIsAllThatIsAskedFor() throws Exception {
        Installation.Ran ran =
                pasting("account", "add", "ann@example.org", "--client-id", CLIENT, "--paste");

        // The provider's mail servers do not exist, which the look at them says.
        assertThat(ran.code()).as(ran.toString()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.out())
                .contains("Added the account ann (ann@example.org)", "Signed in to ann");
        assertThat(postern.read("accounts.d/ann.toml"))
                .contains("provider = \"testmail\"", "oauth = \"code\"")
                .doesNotContain(CLIENT, "http");
        assertThat(postern.read("accounts.d/oauth-testmail.toml")).contains(CLIENT);
        assertThat(server.requests("authorization_code")).isEqualTo(1);
    }

    @Test
    void aSecondMailboxOfTheProviderNeedsNoClientId() throws Exception {
        pasting("account", "add", "ann@example.org", "--client-id", CLIENT, "--paste");

        Installation.Ran ran = pasting("account", "add", "bob@example.org", "--paste");

        assertThat(ran.out()).contains("Signed in to bob");
        assertThat(server.requests("authorization_code")).isEqualTo(2);
    }

    @Test
    void withoutAClientIdThePersonIsToldWhereToGetOne() {
        Installation.Ran ran = postern.run("account", "add", "ann@example.org");

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains("Register at the test provider.", "--client-id");
        assertThat(Files.exists(postern.configuration().resolve("accounts.d/ann.toml"))).isFalse();
    }

    @Test
    void whoSaysNoCanGoOnLater() throws Exception {
        server.person(TokenServer.Person.DENIES);

        Installation.Ran ran =
                pasting("account", "add", "ann@example.org", "--client-id", CLIENT, "--paste");

        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("says no", "postern account login ann");
        server.person(TokenServer.Person.CONSENTS);
        assertThat(pasting("account", "login", "ann", "--paste").out())
                .contains("Signed in to ann");
    }

    @Test
    void aPasswordIsRefusedWhereTheProviderTakesNone() {
        Installation.Ran ran =
                postern.runWith(
                        "secret\n", "account", "add", "ann@example.org", "--password-stdin");

        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("takes no passwords, only OAuth");
    }

    /** Runs a command as a person would who opens the printed page and pastes where it ends. */
    private Installation.Ran pasting(String... command) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(
                List.of(
                        "--config",
                        postern.configuration().toString(),
                        "--state",
                        postern.state().toString()));
        try (PipedOutputStream typed = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(typed)) {
            CompletableFuture<Integer> code =
                    CompletableFuture.supplyAsync(() ->
                            Postern.run(
                                    Terminal.ofStreams(
                                            in,
                                            new PrintWriter(out, true),
                                            new PrintWriter(err, true)),
                                    (address, presets) -> new Found.Nothing(List.of()),
                                    words.toArray(String[]::new)));
            await().atMost(SOON).until(() -> code.isDone() || page(out).find());
            Matcher page = page(out);
            if (page.find()) {
                paste(server.consent(URI.create(page.group())), typed);
            }
            int ended = code.completeOnTimeout(-1, 60, TimeUnit.SECONDS).get();
            return new Installation.Ran(ended, out.toString(), err.toString());
        }
    }

    private static Matcher page(StringWriter out) {
        return PAGE.matcher(out.toString());
    }

    private static void paste(URI address, PipedOutputStream typed) throws IOException {
        typed.write((address + "\n").getBytes(StandardCharsets.UTF_8));
        typed.flush();
    }

    private String preset() {
        return """
        [[provider]]
        name = "testmail"
        title = "Test Mail"
        domains = ["example.org"]
        imap = { host = "localhost", port = 1, tls = "implicit" }
        smtp = { host = "localhost", port = 1, tls = "implicit" }
        sign_in = "oauth-only"
        remark = "Sign in."

        [provider.oauth]
        authorize_url = "%s"
        token_url = "%s"
        grants = ["code"]
        scopes = ["mail"]
        redirect = "http://127.0.0.1:0/"
        client_secret = "none"
        register = { url = "https://example.org/apps", text = "Register at the test provider." }
        """
                .formatted(server.authorization(), server.token());
    }
}
