package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class PackageFilesTest {
    @TempDir private Path home;
    private Path files = Path.of("");

    @BeforeEach
    void write() throws Exception {
        files = home.resolve("files");
        Installation.in(home)
                .succeed(
                        "package-files",
                        files.toString(),
                        "--launcher",
                        "/usr/lib/postern/bin/postern");
    }

    @Test
    void unitsStartThePackagesLauncherWithItsOwnRuntime() {
        assertThat(files.resolve("postern.service"))
                .content()
                .contains("ExecStart=/usr/lib/postern/bin/postern --system serve")
                .doesNotContain("JAVA_HOME");
    }

    @Test
    void theSocketUnitHoldsThePortsOfTheConfiguration() {
        assertThat(files.resolve("postern.socket")).content().contains("ListenStream=[::1]:1465");
        assertThat(files.resolve("postern.toml")).content().contains("port = 1465");
    }

    @Test
    void theManualTellsOfEachCommandAndEscapesWhatIsNoMacro() {
        assertThat(files.resolve("postern.1"))
                .content()
                .contains(".SS \"postern account add\"", "\\-\\-imap\\-host", ".SH EXIT STATUS")
                .doesNotContain("package\\-files");
    }

    @Test
    void theShellCompletesCommands() {
        assertThat(files.resolve("postern.bash")).content().contains("complete -F", "account");
    }
}
