package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What changes for the sessions of a running bridge, and for whom nothing does. */
@Timeout(120)
class LiveEffectTest {
    private static final String REAL = "the real password";

    /** Issue 5: at once. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    @TempDir private Path home;
    private Installation postern;
    private ProviderStandIn provider;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
        provider = new ProviderStandIn(REAL);
        postern.serve();
        postern.addAccount("jo@example.org", REAL, provider);
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
        provider.close();
    }

    private void app(String name, String... settings) throws Exception {
        postern.write(
                "apps.d/%s.toml".formatted(name),
                "[[app]]\nname = \"%s\"\naccount = \"jo\"\nprotocols = [\"imap\"]\n%s\n"
                        .formatted(name, String.join("\n", settings)));
    }

    private String issued(String name, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("app", "issue", name, "--json"));
        words.addAll(List.of(options));
        return Installation.password(postern.succeed(words.toArray(String[]::new)));
    }

    private void assertRefused(String password) throws Exception {
        try (MailProgram program = new MailProgram(postern.imapPort())) {
            assertThat(program.login("jo", password)).startsWith("a NO [AUTHENTICATIONFAILED]");
        }
    }

    private static void assertUndisturbed(MailProgram program) throws Exception {
        assertThat(program.ask("NOOP")).isEqualTo("a OK done NOOP");
    }

    private static void assertEndsAtOnce(MailProgram program, Instant since) throws Exception {
        program.awaitEnd();
        assertThat(Duration.between(since, Instant.now())).isLessThan(AT_ONCE);
    }

    @Test
    void aNarrowerPolicyEndsTheSessionsOfItsAppAndNoOthers() throws Exception {
        app("one");
        app("other");
        try (MailProgram one = postern.loggedIn("jo", issued("one"));
                MailProgram other = postern.loggedIn("jo", issued("other"))) {
            app("one", "imap = \"read-only\"");
            Instant now = Instant.now();
            postern.succeed("reload");
            assertEndsAtOnce(one, now);
            assertUndisturbed(other);
        }
    }

    @Test
    void underAGateTheClientHearsThatItsAppWasChanged() throws Exception {
        app("one", "imap = \"read-only\"");
        try (MailProgram one = postern.loggedIn("jo", issued("one"))) {
            app("one", "imap = \"append-only\"");
            postern.succeed("reload");
            assertThat(one.awaitEnd())
                    .isEqualTo("* BYE The app or its account was revoked or changed\r\n");
        }
    }

    @Test
    void aMainFileThatIsAwayIsNoConfigurationWithoutAccounts() throws Exception {
        app("one");
        try (MailProgram one = postern.loggedIn("jo", issued("one"))) {
            Path main = postern.configuration().resolve("postern.toml");
            Path away = home.resolve("away.toml");
            Files.move(main, away);
            Installation.Ran reload = postern.run("reload");
            assertThat(reload.code()).isEqualTo(ExitCode.CONFIGURATION.number());
            assertThat(reload.err()).contains("postern.toml", "Nothing was changed");
            assertUndisturbed(one);
            Files.move(away, main);
            postern.succeed("reload");
            assertUndisturbed(one);
        }
    }

    @Test
    void aNoteAnotherRotationAndAWiderPolicyEndNothing() throws Exception {
        app("one", "sources = [\"127.0.0.0/8\"]");
        try (MailProgram one = postern.loggedIn("jo", issued("one"))) {
            app(
                    "one",
                    "sources = [\"127.0.0.0/8\", \"10.0.0.0/8\"]",
                    "note = \"hall\"",
                    "rotate_every = \"90 days\"");
            postern.succeed("reload");
            assertUndisturbed(one);
        }
    }

    @Test
    void sourcesThatDoNotHoldTheClientAnyMoreEndItsSession() throws Exception {
        app("one");
        try (MailProgram one = postern.loggedIn("jo", issued("one"))) {
            app("one", "sources = [\"10.0.0.0/8\"]");
            Instant now = Instant.now();
            postern.succeed("reload");
            assertEndsAtOnce(one, now);
        }
    }

    @Test
    void anAppWhoseTimeIsOverIsEndedByTheWallClock() throws Exception {
        Instant end = Instant.now().plusSeconds(4).truncatedTo(ChronoUnit.SECONDS);
        app("one", "expires = \"" + end + "\"");
        app("other");
        String password = issued("one");
        try (MailProgram one = postern.loggedIn("jo", password);
                MailProgram other = postern.loggedIn("jo", issued("other"))) {
            assertEndsAtOnce(one, end);
            assertThat(Instant.now()).isAfterOrEqualTo(end);
            assertRefused(password);
            assertUndisturbed(other);
        }
    }

    @Test
    void anAccountThatIsRemovedEndsItsSessions() throws Exception {
        app("one");
        try (MailProgram one = postern.loggedIn("jo", issued("one"))) {
            Files.delete(postern.configuration().resolve("accounts.d/jo.toml"));
            Files.delete(postern.configuration().resolve("apps.d/one.toml"));
            Instant now = Instant.now();
            postern.succeed("reload");
            assertEndsAtOnce(one, now);
        }
    }

    @Test
    void rotatingLeavesTheOldSecretUntilTheNewOneIsSeen() throws Exception {
        app("one");
        String old = issued("one");
        try (MailProgram before = postern.loggedIn("jo", old)) {
            String fresh = Installation.password(postern.succeed("app", "rotate", "one", "--json"));
            assertUndisturbed(before);
            try (MailProgram still = postern.loggedIn("jo", old)) {
                Instant now = Instant.now();
                try (MailProgram after = postern.loggedIn("jo", fresh)) {
                    assertEndsAtOnce(before, now);
                    assertEndsAtOnce(still, now);
                    assertRefused(old);
                    assertUndisturbed(after);
                }
            }
        }
        postern.stop();
        postern.serve();
        assertRefused(old);
    }

    @Test
    void rotatingNowEndsTheOldSecretAndItsSessions() throws Exception {
        app("one");
        String old = issued("one");
        try (MailProgram before = postern.loggedIn("jo", old)) {
            Instant now = Instant.now();
            String fresh =
                    Installation.password(
                            postern.succeed("app", "rotate", "one", "--now", "--json"));
            assertEndsAtOnce(before, now);
            assertRefused(old);
            postern.loggedIn("jo", fresh).close();
        }
    }

    @Test
    void aCompactSecretLogsIn() throws Exception {
        app("printer");
        String password = issued("printer", "--compact");
        assertThat(password).matches("[a-z2-7]{20}");
        postern.loggedIn("jo", password).close();
    }

    @Test
    void aDecoyNeverLogsInAndIsReported() throws Exception {
        app("bait");
        String decoy = issued("bait", "--decoy");
        assertRefused(decoy);
        assertThat(postern.run("app", "rotate", "bait").err()).contains("decoy");
        assertThat(postern.succeed("app", "list")).contains("decoy");
    }

    @Test
    void whoHasAPasswordIsToldToRotateAndWhoHasNoneToIssue() throws Exception {
        app("one");
        assertThat(postern.run("app", "rotate", "one").err()).contains("postern app issue one");
        issued("one");
        Installation.Ran again = postern.run("app", "issue", "one");
        assertThat(again.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(again.err()).contains("postern app rotate one");
    }

    @Test
    void aStaleProgramDoesNotKeepOutOneThatKnowsItsSecret() throws Exception {
        app("one");
        app("stale");
        String good = issued("one");
        String stale = issued("stale");
        postern.succeed("app", "rotate", "stale", "--now");
        // Each connection has three tries; the delays are theirs alone.
        try (MailProgram hammering = new MailProgram(postern.imapPort())) {
            for (int i = 0; i < 2; i++) {
                assertThat(hammering.login("jo", stale)).startsWith("a NO");
            }
            Instant now = Instant.now();
            postern.loggedIn("jo", good).close();
            assertThat(Duration.between(now, Instant.now())).isLessThan(AT_ONCE);
        }
    }
}
