package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonParser;

import dev.postern.app.discovery.Found;
import dev.postern.core.testing.Peer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What somebody sees who looks on at the sessions of an app, and what never. */
class TraceTest {
    private static final String REAL = "the real Passw0rd";
    private static final String SUBJECT = "a subject that is nobodys business";
    private static final String BODY = "a body that is even less of it";

    @TempDir private Path home;
    private Installation postern;
    private SmtpStandIn provider;
    private final StringWriter seen = new StringWriter();
    private final StringWriter notes = new StringWriter();

    @BeforeEach
    void serve() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
        provider = new SmtpStandIn();
        postern.succeedWith(REAL + "\n", provider.accountAdd(home));
        postern.serve();
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
        provider.close();
    }

    private String app(String name, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("app", "add", name, "--protocols", "smtp", "--json"));
        arguments.addAll(List.of(options));
        return Installation.password(postern.succeed(arguments.toArray(String[]::new)));
    }

    /** Looks on, on a thread of its own. */
    private CompletableFuture<Integer> tracing(String... options) {
        List<String> command = new ArrayList<>(List.of("trace"));
        command.addAll(List.of(options));
        command.addAll(
                List.of(
                        "--config",
                        postern.configuration().toString(),
                        "--state",
                        postern.state().toString()));
        return CompletableFuture.supplyAsync(() ->
                Postern.run(
                        Terminal.ofStreams(
                                InputStream.nullInputStream(),
                                new PrintWriter(seen),
                                new PrintWriter(notes)),
                        (address, presets) -> new Found.Nothing(List.of()),
                        command.toArray(String[]::new)));
    }

    private void send(String password) throws Exception {
        String plain =
                Base64.getEncoder()
                        .encodeToString(("\0jo@example.org\0" + password).getBytes(UTF_8));
        try (Peer peer = Peer.connect(postern.smtpPort())) {
            peer.lineStarting("220 ");
            ask(peer, "EHLO secretlaptop", "250 ");
            ask(peer, "AUTH PLAIN " + plain, "235 ");
            ask(peer, "MAIL FROM:<jo@example.org>", "250 ");
            ask(peer, "RCPT TO:<ann@example.org>", "250 ");
            ask(peer, "DATA", "354 ");
            ask(
                    peer,
                    "From: jo@example.org\r\nSubject: " + SUBJECT + "\r\n\r\n" + BODY + "\r\n.",
                    "250 ");
            ask(peer, "QUIT", "221 ");
            assertThat(peer.rest()).isEmpty();
        }
    }

    private static void ask(Peer peer, String command, String answer) throws Exception {
        peer.send(command + "\r\n").lineStarting(answer);
    }

    /** Sends until something of it is seen: whoever looks on has to be there first. */
    private void sendUntilSeen(String password) {
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> {
                    send(password);
                    return seen.toString().contains("ended: ");
                });
    }

    private void assertNothingIsGivenAway(String password) {
        String plain =
                Base64.getEncoder()
                        .encodeToString(("\0jo@example.org\0" + password).getBytes(UTF_8));
        assertThat(seen.toString())
                .doesNotContain(
                        password,
                        plain,
                        REAL,
                        Base64.getEncoder()
                                .encodeToString(("\0jo@example.org\0" + REAL).getBytes(UTF_8)),
                        SUBJECT,
                        BODY,
                        "secretlaptop",
                        "ann@example.org",
                        "jo@example.org");
    }

    @Test
    void theLoginIsSeenAndAfterItOnlyHowMuchWentThrough() throws Exception {
        String password = app("sender");
        CompletableFuture<Integer> tracing = tracing("--app", "sender", "--for", "8s");
        sendUntilSeen(password);
        assertThat(seen.toString())
                .containsSubsequence(
                        "bridge to client    220 ",
                        "client              EHLO, ",
                        "client              AUTH PLAIN, ",
                        "provider            220",
                        "bridge to provider  EHLO ",
                        "provider            250",
                        "bridge to provider  AUTH PLAIN ",
                        "provider            235",
                        "logged in; from here on nothing is looked at",
                        "bridge to client    235",
                        " octets sent, ",
                        "ended: ")
                .doesNotContain("MAIL", "RCPT", "DATA");
        assertNothingIsGivenAway(password);
        assertThat(tracing.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(notes.toString()).contains("Never messages");
    }

    @Test
    void behindAGateCommandsAreSeenByTheirNames() throws Exception {
        String password = app("sender", "--senders", "jo@example.org");
        CompletableFuture<Integer> tracing = tracing("--app", "sender", "--for", "8s", "--json");
        sendUntilSeen(password);
        assertThat(seen.toString())
                .containsSubsequence("MAIL, passed on", "RCPT, passed on", "DATA, passed on");
        assertThat(seen.toString().lines())
                .allMatch(line -> JsonParser.parseString(line).isJsonObject());
        assertNothingIsGivenAway(password);
        assertThat(tracing.get(30, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void sessionsOfOtherAppsAreNotSeen() throws Exception {
        String password = app("sender");
        String other = app("other");
        CompletableFuture<Integer> tracing = tracing("--app", "sender", "--for", "6s");
        sendUntilSeen(password);
        send(other);
        assertThat(tracing.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(seen.toString()).doesNotContain(other).contains("ended: ");
    }

    @Test
    void anAppThatIsNotThereIsSaid() throws Exception {
        assertThat(tracing("--app", "nobody", "--for", "5s").get(30, TimeUnit.SECONDS))
                .isEqualTo(ExitCode.REFUSED.number());
        assertThat(notes.toString()).contains("no app nobody");
    }
}
