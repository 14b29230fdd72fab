package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.postern.core.testing.Peer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** Commands and a running bridge together. */
class ServeTest {
    private static final String REAL = "the real password";

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

    private void addAccount(ProviderStandIn provider) {
        postern.addAccount("jo@example.org", REAL, provider);
    }

    private String addApp(String name) {
        return Installation.password(postern.succeed("app", "add", name, "--json"));
    }

    @Test
    void accountAndAppThatWereAddedBeforeTheStartLogIn() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            addAccount(provider);
            String password = addApp("reader");
            postern.serve();
            try (MailProgram program = postern.loggedIn("jo@example.org", password)) {
                assertThat(program.ask("NOOP")).isEqualTo("a OK done NOOP");
                assertThat(provider.passwordsShown()).containsExactly(REAL);
            }
        }
    }

    @Test
    void whatIsAddedWhileTheBridgeRunsCountsAtOnce() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            postern.serve();
            addAccount(provider);
            String password = addApp("reader");
            postern.loggedIn("JO", password).close();
        }
    }

    /** Defect 15, 17: what is refused never reaches the provider. */
    @Test
    void revokingEndsTheAppsSessionAndItsNextLoginButNobodyElses() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            postern.serve();
            addAccount(provider);
            String lost = addApp("lost");
            String kept = addApp("kept");
            try (MailProgram first = new MailProgram(postern.imapPort());
                    MailProgram second = new MailProgram(postern.imapPort());
                    MailProgram third = new MailProgram(postern.imapPort())) {
                assertThat(first.login("jo", lost)).startsWith("a OK");
                assertThat(second.login("jo", kept)).startsWith("a OK");
                postern.succeed("app", "revoke", "lost");
                first.awaitEnd();
                assertThat(third.login("jo", lost)).startsWith("a NO [AUTHENTICATIONFAILED]");
                assertThat(second.ask("NOOP")).isEqualTo("a OK done NOOP");
                assertThat(provider.connections()).isEqualTo(2);
            }
        }
    }

    @Test
    void aNewAppPasswordEndsTheOldOneAndItsSession() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            postern.serve();
            addAccount(provider);
            String old = addApp("reader");
            try (MailProgram before = new MailProgram(postern.imapPort());
                    MailProgram after = new MailProgram(postern.imapPort())) {
                assertThat(before.login("jo", old)).startsWith("a OK");
                String fresh =
                        Installation.password(
                                postern.succeed("app", "password", "reader", "--json"));
                before.awaitEnd();
                assertThat(after.login("jo", old)).startsWith("a NO [AUTHENTICATIONFAILED]");
                assertThat(after.login("jo", fresh)).startsWith("a OK");
            }
        }
    }

    /** Defect 14: only what a command has stored is a password. */
    @Test
    void nobodyLogsInWhileNoAppHasAPassword() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            postern.serve();
            addAccount(provider);
            try (MailProgram program = new MailProgram(postern.imapPort())) {
                assertThat(program.login("jo", "the first one that comes"))
                        .startsWith("a NO [AUTHENTICATIONFAILED]");
                assertThat(provider.connections()).isZero();
            }
        }
    }

    @Test
    void aChosenPasswordLogsIn() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            postern.serve();
            addAccount(provider);
            postern.succeedWith(
                    "printer 4711 in the hall\n", "app", "add", "printer", "--password-stdin");
            postern.loggedIn("jo", "printer 4711 in the hall").close();
        }
    }

    /** The sentence that a client gets names this command. */
    @Test
    void accountPasswordHealsARejectedLoginWithoutARestart() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn("another")) {
            postern.serve();
            addAccount(provider);
            String password = addApp("reader");
            try (MailProgram program = new MailProgram(postern.imapPort())) {
                assertThat(program.login("jo", password)).startsWith("a NO [UNAVAILABLE]");
                postern.succeedWith("another\n", "account", "password", "jo", "--password-stdin");
                assertThat(program.login("jo", password)).startsWith("a OK");
            }
        }
    }

    @Test
    void aBrokenFileIsReportedAndTheRunningConfigurationStays() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            postern.serve();
            addAccount(provider);
            String password = addApp("reader");
            postern.write("apps.d/broken.toml", "[[app]]\nnames = \"x\"\n");
            Installation.Ran reload = postern.run("reload");
            assertThat(reload.code()).isEqualTo(ExitCode.CONFIGURATION.number());
            assertThat(reload.err()).contains("broken.toml:2");
            postern.loggedIn("jo", password).close();
        }
    }

    /** Defect 37. */
    @Test
    void reloadingDisturbsNoSessionWhoseAppAndAccountStay() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            postern.serve();
            addAccount(provider);
            String password = addApp("reader");
            try (MailProgram program = postern.loggedIn("jo", password)) {
                addApp("another");
                postern.succeed("reload");
                assertThat(program.ask("NOOP")).isEqualTo("a OK done NOOP");
            }
        }
    }

    @Test
    void aSessionWhoseAppAPersonTookOutOfTheFilesEnds() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn(REAL)) {
            postern.serve();
            addAccount(provider);
            postern.write(
                    "apps.d/mine.toml",
                    "[[app]]\nname = \"mine\"\naccount = \"jo\"\nprotocols = [\"imap\"]\n");
            String password =
                    Installation.password(postern.succeed("app", "password", "mine", "--json"));
            try (MailProgram program = postern.loggedIn("jo", password)) {
                postern.write("apps.d/mine.toml", "# nothing\n");
                // Nobody says reload: the bridge sees it by itself.
                program.awaitEnd();
            }
        }
    }

    @Test
    void aSecondBridgeSaysWhoRuns() throws Exception {
        postern.serve();
        Installation.Ran second = postern.run("serve");
        assertThat(second.code()).isEqualTo(ExitCode.STATE.number());
        assertThat(second.err()).contains("pid " + ProcessHandle.current().pid());
    }

    /** Whoever has the port would be given the clients' passwords. */
    @Test
    void aBusyPortIsNamed() throws Exception {
        try (ServerSocket other =
                new ServerSocket(postern.imapPort(), 1, InetAddress.getLoopbackAddress())) {
            Installation.Ran serve = postern.run("serve");
            assertThat(serve.code()).isEqualTo(ExitCode.LISTEN.number());
            assertThat(serve.err()).contains("port " + other.getLocalPort(), "IMAP");
        }
        assertThat(postern.run("status").code()).isEqualTo(ExitCode.STATE.number());
    }

    @Test
    void aBrokenConfigurationIsNotServed() throws Exception {
        postern.write("postern.toml", "[[listener]]\nprotocol = \"imap\"\n");
        Installation.Ran serve = postern.run("serve");
        assertThat(serve.code()).isEqualTo(ExitCode.CONFIGURATION.number());
        assertThat(serve.err()).contains("postern.toml:1", "port");
    }

    @Test
    void theTlsListenerShowsACertificateOfTheLocalAuthority() throws Exception {
        postern.serve();
        try (MailProgram program =
                new MailProgram(
                        Peer.connect(
                                postern.imapTlsPort(),
                                Trusting.only(postern.state().resolve("local-root.pem"))))) {
            assertThat(program.ask("NOOP")).startsWith("a OK");
        }
    }

    @Test
    void statusIsJsonForScripts() throws Exception {
        postern.serve();
        JsonObject status =
                JsonParser.parseString(postern.succeed("status", "--json")).getAsJsonObject();
        assertThat(status.get("pid").getAsLong()).isEqualTo(ProcessHandle.current().pid());
        assertThat(status.getAsJsonArray("listeners").toString())
                .contains("127.0.0.1:" + postern.imapPort(), "[::1]:" + postern.imapPort());
    }
}
