package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What becomes of an app while its bridge runs: it gets a password, another name, and old. */
@Timeout(120)
class AppLifecycleTest {
    private static final String REAL = "the real password";

    @TempDir private Path home;
    private Installation postern;
    private ProviderStandIn provider;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.write(
                "postern.toml",
                "[bridge]\nnotify = [\"sh\", \"-c\", \"cat >> '%s'\"]\n\n%s"
                        .formatted(told(), postern.read("postern.toml")));
        postern.succeed("init");
        provider = new ProviderStandIn(REAL);
        postern.addAccount("jo@example.org", REAL, provider);
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
        provider.close();
    }

    /** What the program of `notify` was told. */
    private Path told() {
        return home.resolve("told");
    }

    private String added(String name) {
        return Installation.password(
                postern.succeed("app", "add", name, "--protocols", "imap", "--json"));
    }

    /** The last one of its kind. */
    private Optional<JsonObject> audited(String app, String event) {
        return postern.succeed("audit", "--app", app, "--event", event, "--json")
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .reduce((earlier, later) -> later);
    }

    /**
     * A session is its app's by name, for log, audit and revoking; so it does not outlive the name.
     */
    @Test
    void renamingEndsTheAppsOwnSessionsOnceAndItsPasswordGoesOnWorking() throws Exception {
        postern.serve();
        String password = added("old");
        try (MailProgram before = postern.loggedIn("jo", password);
                MailProgram other = postern.loggedIn("jo", added("other"))) {
            postern.succeed("app", "rename", "old", "new");
            before.awaitEnd();
            assertThat(other.ask("NOOP")).isEqualTo("a OK done NOOP");

            try (MailProgram after = postern.loggedIn("jo", password)) {
                assertThat(after.ask("NOOP")).isEqualTo("a OK done NOOP");
                assertThat(postern.succeed("app", "list")).contains("new").doesNotContain("old");
                assertThat(postern.succeed("status")).contains("new").doesNotContain("old");
                postern.succeed("app", "revoke", "new");
                after.awaitEnd();
            }
        }
        await().until(() -> audited("old", "session-ended").isPresent());
        assertThat(audited("old", "session-ended").orElseThrow().get("reason").getAsString())
                .isEqualTo("revoked");
        assertThat(audited("old", "app-renamed").orElseThrow().get("name").getAsString())
                .isEqualTo("new");
        await().until(() -> audited("new", "secret-revoked").isPresent());
        assertThat(audited("new", "login")).isPresent();
    }

    @Test
    void anAppOfTheConfigurationIsAskedForItsPasswordUntilItIsIssued() throws Exception {
        postern.serve();
        postern.write(
                "apps.d/mine.toml",
                "[[app]]\nname = \"mine\"\naccount = \"jo\"\nprotocols = [\"imap\"]\n");
        postern.succeed("reload");
        assertThat(postern.succeed("check")).contains("postern app issue mine");
        assertThat(postern.succeed("app", "show", "mine")).contains("postern app issue mine");

        String password = Installation.password(postern.succeed("app", "issue", "mine", "--json"));

        postern.loggedIn("jo", password).close();
        assertThat(postern.succeed("check")).doesNotContain("mine");
        assertThat(postern.succeed("app", "show", "mine")).contains("generated, made");
        await().until(() -> audited("mine", "secret-issued").isPresent());
        await().until(() -> audited("mine", "login").isPresent());
    }

    @Test
    void whatEndsSoonIsSaidInTheLogToTheProgramAndByEveryCommandThatLists() throws Exception {
        LocalDate end = LocalDate.now(ZoneId.systemDefault()).plusDays(5);
        postern.write(
                "apps.d/soon.toml",
                """
                [[app]]
                name = "soon"
                account = "jo"
                protocols = ["imap"]
                expires = "%s"
                rotate_every = "10 days"
                """
                        .formatted(end));
        postern.succeed("app", "issue", "soon");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try {
            postern.serve();
            await().until(() -> Files.exists(told()) && Files.readString(told()).contains("due"));
        } finally {
            root.detachAppender(log);
        }

        assertThat(Files.readString(told())).contains("app-expiring", "app-rotation-due", "soon");
        assertThat(List.copyOf(log.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains("An app ends", "An app should have a new password");
        for (List<String> command :
                List.of(List.of("status"), List.of("app", "list"), List.of("check"))) {
            assertThat(postern.succeed(command.toArray(String[]::new)))
                    .as("%s", command)
                    .contains(
                            "can log in until " + end,
                            "postern app show soon",
                            "should have a new password by ",
                            "postern app rotate soon");
        }
        assertThat(postern.succeed("app", "show", "soon")).contains("can log in until " + end);

        String fresh = Installation.password(postern.succeed("app", "rotate", "soon", "--json"));
        postern.loggedIn("jo", fresh).close();
        postern.write(
                "apps.d/soon.toml",
                """
                [[app]]
                name = "soon"
                account = "jo"
                protocols = ["imap"]
                rotate_every = "90 days"
                """);
        postern.succeed("reload");
        // Below stands what was warned of earlier.
        String now = postern.succeed("status").split("LATEST WARNINGS", 2)[0];
        assertThat(now).contains("soon").doesNotContain("postern app rotate soon");
    }
}
