package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.app.operation.OpenState;
import dev.postern.app.operation.VaultAccess;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.Tally;
import dev.postern.core.testing.oauth.Registration;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A bridge whose disk takes nothing any more goes on serving, says what it cannot do and what is to
 * be done, and is as before when there is room again, without a restart. JUnit closes the disks.
 */
@Tag("programs")
@Tag("torture")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class FailingDiskIT {

    /** On a full disk there may still be a few KiB in what a file has of it already. */
    private static final int ENOUGH_TO_FILL = 40;

    private Path temporary;
    private InstalledProgram program;
    private int homes;

    @BeforeAll
    void remember(@TempDir Path directory) throws Exception {
        temporary = directory;
        program = InstalledProgram.in(temporary);
    }

    static Stream<FailingDisk> disks() {
        return FailingDisk.all();
    }

    private Path home() throws IOException {
        return Files.createDirectory(temporary.resolve("home" + homes++));
    }

    @ParameterizedTest
    @MethodSource("disks")
    void whoReadsMailNoticesNothingAndWhoAsksIsTold(FailingDisk disk) throws Exception {
        Path home = home();
        try (ProviderStandIn provider = new ProviderStandIn("real")) {
            disk.prepare(home);
            Installation postern = Installation.in(home);
            postern.succeed("init");
            postern.addAccount("ann@example.org", "real", provider);
            String app =
                    Installation.password(
                            postern.succeed("app", "add", "tool", "--protocols", "imap", "--json"));
            try (RunningBridge bridge = new RunningBridge(program, home, postern, Map.of())) {
                postern.loggedIn("ann", app).logOut();
                disk.fail(bridge, home);

                for (int login = 0; login < ENOUGH_TO_FILL; login++) {
                    postern.loggedIn("ann", app).logOut();
                }
                bridge.awaitLogged("The audit log cannot be written");
                assertThat(bridge.log()).containsIgnoringCase("look for a full or read-only disk");
                assertThat(postern.run("status").out()).contains("audit log cannot be written");
                Installation.Ran refused =
                        postern.runWith(
                                "other\n", "account", "password", "ann", "--password-stdin");
                assertThat(refused.code()).as(refused.toString()).isNotZero();
                assertThat(refused.err())
                        .contains("could not be written")
                        .contains("full or read-only disk");
                postern.loggedIn("ann", app).logOut();

                disk.mend(bridge, home);
                postern.loggedIn("ann", app).logOut();
                await().atMost(RunningBridge.PATIENCE)
                        .untilAsserted(() ->
                                assertThat(postern.run("audit", "verify").toString())
                                        .contains("exit 0", "could not be kept"));
                postern.succeedWith("real\n", "account", "password", "ann", "--password-stdin");
                postern.loggedIn("ann", app).logOut();
                assertThat(bridge.stop()).as(bridge.log()).isZero();
            }
            assertThat(postern.succeed("audit", "verify")).contains("could not be kept");
            assertThat(provider.passwordsShown()).containsOnly("real");
        }
        Tally.count("crashes", disk + ": logins go on, told, mended without a restart", 1, 1);
    }

    @ParameterizedTest
    @MethodSource("disks")
    void aNewRefreshTokenThatCannotBeKeptIsHeldBackUntilItCan(FailingDisk disk) throws Exception {
        Path home = home();
        try (TokenProvider provider = new TokenProvider()) {
            disk.prepare(home);
            Installation postern = Installation.in(home);
            postern.succeed("init");
            postern.write(
                    "accounts.d/work.toml",
                    provider.account(
                            home,
                            "name = \"work\"\naddress = \"ann@example.org\"",
                            "oauth = \"code\", client_id = \"our-id\", authorize_url = \""
                                    + provider.tokens().authorization()
                                    + "\"",
                            ""));
            signIn(postern, provider);
            String app =
                    Installation.password(
                            postern.succeed("app", "add", "tool", "--protocols", "imap", "--json"));
            try (RunningBridge bridge = new RunningBridge(program, home, postern, Map.of())) {
                postern.loggedIn("work", app).logOut();
                int before = provider.tokens().requests();
                disk.fail(bridge, home);
                provider.tokens().expireAccessTokens();

                assertThat(login(postern, app)).startsWith("a NO [UNAVAILABLE]");
                assertThat(login(postern, app)).startsWith("a NO [UNAVAILABLE]");
                assertThat(provider.tokens().requests())
                        .as("the old token is spent, and is not shown again")
                        .isEqualTo(before + 1);
                assertThat(postern.run("status").out()).contains("full or read-only disk");

                disk.mend(bridge, home);
                await().atMost(RunningBridge.PATIENCE)
                        .untilAsserted(() -> assertThat(login(postern, app)).startsWith("a OK"));
                assertThat(provider.tokens().requests()).isEqualTo(before + 1);
                assertThat(bridge.stop()).as(bridge.log()).isZero();
            }
            try (RunningBridge next = new RunningBridge(program, home, postern, Map.of())) {
                provider.tokens().expireAccessTokens();
                postern.loggedIn("work", app).logOut();
                assertThat(next.isAlive()).isTrue();
            }
        }
        Tally.count("crashes", disk + ": a rotated refresh token is held back, not lost", 1, 1);
    }

    private static String login(Installation postern, String app) throws IOException {
        try (MailProgram program = new MailProgram(postern.imapPort())) {
            String answer = program.login("work", app);
            program.logOut();
            return answer;
        }
    }

    /** As a sign-in would have left it. */
    private static void signIn(Installation postern, TokenProvider provider) {
        provider.tokens().register(Registration.open("our-id"));
        String record =
                """
                {"version":1,"server":"%s","client":"our-id","refresh":"%s",
                 "signed-in":"2026-11-01T00:00:00Z","refreshed":"2026-11-01T00:00:00Z"}
                """
                        .formatted(
                                provider.tokens().token(),
                                provider.tokens().signedIn("our-id", "mail"));
        try (OpenState state = OpenState.open(postern.locations(), VaultAccess.unattended())) {
            state.vault().putTokens("work", Secret.of(record));
        }
    }
}
