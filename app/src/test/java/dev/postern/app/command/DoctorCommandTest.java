package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;

import dev.postern.app.demo.DemoProvider;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** On real files, ports and servers of this machine. */
class DoctorCommandTest {
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

    private void add(String password, ProviderStandIn provider) {
        postern.addAccount("jo@example.org", password, provider);
    }

    private Installation.Ran faulty(String... arguments) {
        Installation.Ran ran = postern.run(arguments);
        assertThat(ran.code()).as("%s", ran).isEqualTo(ExitCode.REFUSED.number());
        return ran;
    }

    @Test
    void aBridgeThatWorksHasNoFaultAndItsSelfTestMessageComesBack() throws Exception {
        try (DemoProvider provider = new DemoProvider(home)) {
            postern.succeedWith(
                    provider.password() + "\n",
                    provider.accountAddCommand().toArray(String[]::new));
            postern.serve();
            Installation.Ran ran = postern.run("doctor", "--self-test", "ann");
            assertThat(ran.code()).as("%s", ran).isZero();
            assertThat(ran.out())
                    .contains(
                            "imap, logged in at localhost:" + provider.imapPort(),
                            "smtp, logged in at localhost:" + provider.smtpPort(),
                            "sent to ann@example.org and read again",
                            "0 faults");
            assertThat(postern.succeed("app", "list")).doesNotContain("self-test");
        }
    }

    @Test
    void aConfigurationWithAFaultDoesNotKeepItFromLookingAtTheRest() throws Exception {
        postern.write("apps.d/broken.toml", "[[app]]\nnames = \"y\"\n");
        assertThat(faulty("doctor").out())
                .contains("apps.d/broken.toml:2: app.names", "mend:", "ok       files");
    }

    @Test
    void aPortThatAnotherProgramHoldsIsNamedWithTheProgram() throws Exception {
        try (ServerSocket other =
                new ServerSocket(postern.smtpPort(), 1, InetAddress.getLoopbackAddress())) {
            String process = "process " + ProcessHandle.current().pid();
            assertThat(other.isBound()).isTrue();
            assertThat(faulty("doctor").out())
                    .contains("port " + postern.smtpPort() + ": ")
                    .contains(process)
                    .contains("mend: kill " + ProcessHandle.current().pid());
        }
    }

    @Test
    void aVaultThatOthersCanReadIsAFaultWithTheCommandThatMendsIt() throws Exception {
        Path vault = postern.state().resolve("vault");
        Files.setPosixFilePermissions(vault, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(faulty("doctor").out()).contains("mend: chmod go-rwx " + vault);
    }

    @Test
    void aBridgeThatDoesNotRunIsAWarningOnly() {
        Installation.Ran ran = postern.run("doctor");
        assertThat(ran.code()).as("%s", ran).isZero();
        assertThat(ran.out()).contains("warning  bridge: No bridge is running", "0 faults");
    }

    private void addAccountAt(String imapHost) {
        postern.succeedWith(
                "x\n",
                "account",
                "add",
                "jo@example.org",
                "--imap-host",
                imapHost,
                "--imap-tls",
                "implicit",
                "--password-stdin");
    }

    @Test
    void whoHasOnlyBegunIsToldWhatComesNext() {
        assertThat(postern.run("doctor").out())
                .contains(
                        "0 accounts, 0 apps",
                        "There is no account",
                        "mend: postern account add ADDRESS",
                        "0 faults, 2 warnings.");
        addAccountAt("localhost:1");
        assertThat(postern.run("doctor", "--no-login").out())
                .contains("1 account, 0 apps", "There is no app", "mend: postern app add NAME");
    }

    @Test
    void aServerThatIsNotThereIsExplained() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        addAccountAt("localhost:" + closed);
        assertThat(faulty("doctor", "--no-login").out())
                .contains("localhost:%d refuses connections".formatted(closed));
    }

    @Test
    void aNameThatHasNoAddressIsExplained() {
        postern.succeedWith(
                "x\n",
                "account",
                "add",
                "jo@example.org",
                "--imap-host",
                "imap.invalid", // RFC 6761 6.4
                "--password-stdin");
        assertThat(faulty("doctor", "--no-login").out())
                .contains(
                        "The name imap.invalid has no address", "mend: getent ahosts imap.invalid");
    }

    @Test
    void aWrongPasswordIsExplainedLikeInAccountCheck() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn("right")) {
            add("wrong", provider);
            assertThat(faulty("doctor").out())
                    .contains("fault    account jo: imap, login at")
                    .contains("mend: Store the right one: postern account password jo");
            assertThat(postern.run("doctor", "--no-login").code()).isZero();
        }
    }

    @Test
    void jsonIsForScripts() {
        Installation.Ran ran = postern.run("doctor", "--json");
        assertThat(
                        JsonParser.parseString(ran.out())
                                .getAsJsonObject()
                                .getAsJsonArray("findings")
                                .get(0)
                                .getAsJsonObject()
                                .get("level")
                                .getAsString())
                .isEqualTo("ok");
    }

    @Test
    void aSelfTestNeedsARunningBridge() throws Exception {
        try (ProviderStandIn provider = new ProviderStandIn("right")) {
            add("right", provider);
            assertThat(faulty("doctor", "--self-test", "jo").out())
                    .contains("No bridge runs that could carry a message");
        }
    }
}
