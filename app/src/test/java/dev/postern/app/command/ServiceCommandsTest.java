package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/** What they do to a machine is tried in one of its own: scripts/test-package. */
@EnabledOnOs(OS.LINUX)
class ServiceCommandsTest {
    @TempDir private Path home;
    private Installation postern;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
    }

    @Test
    void aDryRunShowsTheUnitsForThisConfiguration() {
        assertThat(
                        postern.succeed(
                                "service",
                                "install",
                                "--user",
                                "--dry-run",
                                "--launcher",
                                "/bin/true"))
                .contains(
                        "ExecStart=/bin/true --config=" + postern.configuration(),
                        "--state=" + postern.state(),
                        "ListenStream=127.0.0.1:" + postern.imapPort(),
                        "ListenStream=[::1]:" + postern.smtpPort(),
                        "systemctl --user enable --now postern.socket");
    }

    @Test
    void aFaultyConfigurationIsNotInstalled() throws Exception {
        postern.write("postern.toml", "[[listener]]\nprotocol = \"imap\"\n");
        Installation.Ran ran =
                postern.run("service", "install", "--user", "--dry-run", "--launcher", "/bin/true");
        assertThat(ran.code()).isEqualTo(ExitCode.CONFIGURATION.number());
        assertThat(ran.err()).contains("postern.toml:1");
    }

    @Test
    void withoutAConfigurationItSaysWhatMakesOne() throws Exception {
        Files.delete(postern.configuration().resolve("postern.toml"));
        Installation.Ran ran =
                postern.run("service", "install", "--user", "--dry-run", "--launcher", "/bin/true");
        assertThat(ran.code()).isEqualTo(ExitCode.CONFIGURATION.number());
        assertThat(ran.err()).contains("postern init");
    }

    @Test
    void aLauncherThatIsNotThereIsNamed() {
        Installation.Ran ran =
                postern.run(
                        "service", "install", "--user", "--dry-run", "--launcher", "/no/postern");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("/no/postern");
    }

    @Test
    void theSystemServiceHasItsFilesInTheUsualPlaces() {
        Installation.Ran ran = postern.run("--system", "service", "install", "--dry-run");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains("/etc/postern");
    }

    @Test
    void aServiceIsTheMachinesOrAPersonsButNotBoth() {
        Installation.Ran ran = postern.run("--system", "service", "status", "--user");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains("--user or --system");
    }
}
