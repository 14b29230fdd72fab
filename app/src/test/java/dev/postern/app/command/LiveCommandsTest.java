package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a running bridge says of itself, and does at once. */
class LiveCommandsTest {
    private static final String REAL = "the real password";

    /** Nobody is connected. */
    private static final String NOBODY = "{\"sessions\":[]}";

    @TempDir private Path home;
    private Installation postern;
    private ProviderStandIn provider;

    @BeforeEach
    void serve() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
        provider = new ProviderStandIn(REAL);
        postern.addAccount("jo@example.org", REAL, provider);
        postern.serve();
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
        provider.close();
    }

    private String app(String name, String... options) {
        List<String> words = new ArrayList<>(List.of("app", "add", name, "--json"));
        words.addAll(List.of(options));
        return Installation.password(postern.succeed(words.toArray(String[]::new)));
    }

    private JsonObject json(String... command) {
        return JsonParser.parseString(postern.succeed(command)).getAsJsonObject();
    }

    private List<JsonObject> sessions() {
        return objects(json("who", "--json").getAsJsonArray("sessions"));
    }

    private static List<JsonObject> objects(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .collect(Collectors.toList());
    }

    private static String text(JsonObject object, String key) {
        return object.get(key).getAsString();
    }

    @Test
    void whoTellsOfEachSessionWhatThereIsToKnow() throws Exception {
        try (MailProgram reader = postern.loggedIn("jo", app("reader"));
                Peer stranger = Peer.connect(postern.imapPort())) {
            stranger.lineStarting("* OK");
            reader.ask("NOOP");
            JsonObject first = sessions().getFirst();
            assertThat(text(first, "app")).isEqualTo("reader");
            assertThat(text(first, "account")).isEqualTo("jo");
            assertThat(text(first, "phase")).isEqualTo("relaying");
            assertThat(text(first, "client")).startsWith("127.0.0.1:");
            assertThat(text(first, "listener")).isEqualTo("127.0.0.1:" + postern.imapPort());
            assertThat(text(first, "upstream")).startsWith("localhost:");
            assertThat(text(first, "commands")).isEqualTo("passed");
            assertThat(first.get("sent").getAsLong()).isEqualTo("a NOOP\r\n".length());
            assertThat(first.get("received").getAsLong()).isPositive();
            JsonObject second = sessions().getLast();
            assertThat(text(second, "phase")).isEqualTo("logging-in");
            assertThat(text(second, "client"))
                    .isEqualTo("127.0.0.1:" + stranger.socket().getLocalPort());
            assertThat(postern.succeed("who")).contains("SESSION", "reader", "logging-in");
            postern.succeed("kick", text(first, "session"));
            postern.succeed("kick", text(second, "session"));
        }
        await().until(() -> postern.succeed("who").contains("Nobody"));
    }

    @Test
    void kickEndsOneSessionAndNoOther() throws Exception {
        String password = app("reader");
        try (MailProgram one = postern.loggedIn("jo", password);
                MailProgram other = postern.loggedIn("jo", password)) {
            String session = text(sessions().getFirst(), "session");
            assertThat(postern.succeed("kick", session)).contains(session);
            one.awaitEnd();
            assertThat(other.ask("NOOP")).isEqualTo("a OK done NOOP");
        }
    }

    @Test
    void kickEndsAllSessionsOfAnApp() throws Exception {
        String password = app("reader");
        try (MailProgram one = postern.loggedIn("jo", password);
                MailProgram two = postern.loggedIn("jo", password);
                MailProgram other = postern.loggedIn("jo", app("another"))) {
            assertThat(json("kick", "--app", "reader", "--json").get("ended").getAsInt())
                    .isEqualTo(2);
            one.awaitEnd();
            two.awaitEnd();
            assertThat(other.ask("NOOP")).isEqualTo("a OK done NOOP");
            postern.loggedIn("jo", password).close();
        }
    }

    @Test
    void whoIsKickedHearsItUnlessTheBridgeOnlyCopies() throws Exception {
        try (MailProgram copied = postern.loggedIn("jo", app("copied"));
                MailProgram gated = postern.loggedIn("jo", app("gated", "--imap", "read-only"));
                MailProgram stranger = new MailProgram(postern.imapPort())) {
            for (JsonObject session : sessions()) {
                postern.succeed("kick", text(session, "session"));
            }
            assertThat(copied.awaitEnd()).isEmpty();
            String goodbye = "* BYE Somebody ended the session: postern kick\r\n";
            assertThat(gated.awaitEnd()).isEqualTo(goodbye);
            assertThat(stranger.awaitEnd()).isEqualTo(goodbye);
        }
    }

    @Test
    void kickOfNobodySaysWhereToLook() {
        Installation.Ran ran = postern.run("kick", "s4711");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("s4711", "postern who");
        assertThat(postern.run("kick").code()).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void statusSaysWhatFailsAtAProviderAndWhatToDo() throws Exception {
        String password = app("reader");
        assertThat(postern.succeed("status")).contains("was not used since the start");
        provider.takes("another one");
        try (MailProgram program = new MailProgram(postern.imapPort())) {
            assertThat(program.login("jo", password)).startsWith("a NO [UNAVAILABLE]");
            JsonObject server = server();
            assertThat(text(server, "state")).isEqualTo("fails");
            assertThat(text(server, "failure")).isEqualTo("credentials-rejected");
            assertThat(text(server, "next")).contains("postern account password jo");
            assertThat(postern.succeed("status"))
                    .contains(
                            "fails, last at",
                            "never since the start",
                            "postern account password jo")
                    .contains("LATEST WARNINGS", "No login at the provider");
            provider.takes(REAL);
            assertThat(program.login("jo", password)).startsWith("a OK");
            assertThat(text(server(), "state")).isEqualTo("works");
            assertThat(postern.succeed("status")).contains("works, last at");
        }
    }

    private JsonObject server() {
        return objects(
                        json("status", "--json")
                                .getAsJsonArray("accounts")
                                .get(0)
                                .getAsJsonObject()
                                .getAsJsonArray("servers"))
                .getFirst();
    }

    private Thread watching(StringWriter out) {
        return Thread.ofPlatform()
                .start(() ->
                        Postern.run(
                                Terminal.ofStreams(
                                        InputStream.nullInputStream(),
                                        new PrintWriter(out),
                                        new PrintWriter(new StringWriter())),
                                (address, presets) -> new Found.Nothing(List.of()),
                                "who",
                                "--json",
                                "--watch",
                                "1",
                                "--config",
                                postern.configuration().toString(),
                                "--state",
                                postern.state().toString()));
    }

    private static void end(Thread watching) throws InterruptedException {
        watching.interrupt();
        watching.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(watching.isAlive()).isFalse();
    }

    @Test
    void watchingShowsItAgainAndAgain() throws Exception {
        StringWriter out = new StringWriter();
        Thread watching = watching(out);
        await().atMost(20, TimeUnit.SECONDS).until(() -> out.toString().lines().count() >= 2);
        end(watching);
        assertThat(out.toString().lines()).allMatch(NOBODY::equals);
    }

    @Test
    void watchingOutlivesARestartOfTheBridge() throws Exception {
        StringWriter out = new StringWriter();
        Thread watching = watching(out);
        await().atMost(20, TimeUnit.SECONDS).until(() -> !out.toString().isEmpty());
        postern.stop();
        await().atMost(20, TimeUnit.SECONDS).until(() -> out.toString().contains("\"error\":"));
        postern.serve();
        int before = out.toString().length();
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> out.toString().substring(before).contains(NOBODY));
        end(watching);
    }

    @Test
    void theLevelOfTheLogIsChangedForSomeTime() {
        assertThat(postern.succeed("log-level", "dev.postern.nothing", "debug", "--for", "10m"))
                .contains("dev.postern.nothing", "debug", "10m");
        assertThat(postern.run("log-level", "loud").err()).contains("loud", "debug");
        assertThat(postern.run("log-level", "debug", "--for", "long").code())
                .isEqualTo(ExitCode.USAGE.number());
    }

    /** So that nobody forgets a log that fills the disk. */
    @Test
    void whatWasChangedInTheLogIsShown() {
        assertThat(postern.succeed("log-level")).contains("logs as it does when it starts");
        postern.succeed("log-level", "dev.postern.nothing", "debug", "--for", "10m");
        assertThat(postern.succeed("log-level"))
                .containsPattern("dev.postern.nothing at level debug, until 20[0-9TZ:-]+\\.");
        assertThat(postern.succeed("status")).contains("dev.postern.nothing at level debug");
        JsonObject changed =
                objects(json("log-level", "--json").getAsJsonArray("changed")).getFirst();
        assertThat(text(changed, "level")).isEqualTo("debug");
        assertThat(postern.run("log-level", "debug", "--watch").code())
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(postern.run("log-level", "--for", "10m").code())
                .isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void withoutABridgeThereIsNobodyToAsk() throws Exception {
        postern.stop();
        for (String command : List.of("who", "status")) {
            Installation.Ran ran = postern.run(command);
            assertThat(ran.code()).isEqualTo(ExitCode.STATE.number());
            assertThat(ran.err()).contains("postern serve");
        }
    }
}
