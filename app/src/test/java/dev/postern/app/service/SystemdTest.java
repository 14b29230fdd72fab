package dev.postern.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.config.Locations;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class SystemdTest {
    private static final Launch LAUNCH =
            new Launch(
                    Path.of("/opt/postern/bin/postern"),
                    List.of("--config=/srv/100% mine"),
                    Optional.of(Path.of("/usr/lib/jvm/java-25")));
    private static final List<InetSocketAddress> PORTS =
            Stream.of("127.0.0.1", "::1").map(each -> new InetSocketAddress(each, 1143)).toList();

    @TempDir private Path home;
    private final RecordedPrograms programs = new RecordedPrograms();
    private final List<String> told = new ArrayList<>();
    private Path units = Path.of("");
    private Systemd systemd = new Systemd(Scope.USER, Path.of(""), Path.of(""));

    @BeforeEach
    void place() {
        units = home.resolve("units");
        systemd = new Systemd(Scope.USER, units, home.resolve("packaged"));
    }

    private void carryOut(Plan plan) throws ServiceException {
        new Workman(programs, told::add).carryOut(plan);
    }

    @Test
    void theUnitStartsTheLauncherWithItsOptionsAndRuntime() throws Exception {
        carryOut(systemd.install(LAUNCH, PORTS, List.of()));
        assertThat(units.resolve("postern.service"))
                .content()
                .contains(
                        "\nExecStart=/opt/postern/bin/postern \"--config=/srv/100%% mine\" serve\n",
                        "\nEnvironment=JAVA_HOME=/usr/lib/jvm/java-25\n")
                .doesNotContain("${");
    }

    @Test
    void theSocketUnitHoldsThePortOnBothFamilies() throws Exception {
        carryOut(systemd.install(LAUNCH, PORTS, List.of()));
        assertThat(units.resolve("postern.socket"))
                .content()
                .contains("\nListenStream=127.0.0.1:1143\nListenStream=[::1]:1143\n")
                .doesNotContain("${");
    }

    /** A socket unit does not start while its service runs without it. */
    @Test
    void whatIsNewIsStartedInTheRightOrder() throws Exception {
        carryOut(systemd.install(LAUNCH, PORTS, List.of()));
        assertThat(programs.commands())
                .containsExactly(
                        "systemctl --user daemon-reload",
                        "systemctl --user stop postern.service postern.socket",
                        "systemctl --user enable --now postern.socket",
                        "systemctl --user enable --now postern.service");
    }

    @Test
    void installingOnceMoreRestartsNothing() throws Exception {
        carryOut(systemd.install(LAUNCH, PORTS, List.of()));
        programs.commands().clear();
        carryOut(systemd.install(LAUNCH, PORTS, List.of()));
        assertThat(told).contains("kept     " + units.resolve("postern.service"));
        assertThat(programs.commands()).noneMatch(command -> command.contains("stop"));
    }

    @Test
    void theArchiveOfClassesIsMadeOnce() throws Exception {
        Path maker = Files.createDirectories(home.resolve("bin")).resolve("make-archive");
        Path library = Files.createDirectories(home.resolve("lib"));
        Files.createFile(
                maker,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Launch launch = new Launch(maker.resolveSibling("postern"), List.of(), Optional.empty());
        carryOut(systemd.install(launch, PORTS, List.of()));
        assertThat(programs.commands()).contains(maker.toString());
        Files.createFile(library.resolve("postern.aot"));
        programs.commands().clear();
        carryOut(systemd.install(launch, PORTS, List.of()));
        assertThat(programs.commands()).doesNotContain(maker.toString());
    }

    @Test
    void theFirstThingThatFailsIsSaidInItsOwnWords() {
        programs.answers("systemctl --user enable", 1, "Failed to connect to bus");
        assertThatThrownBy(() -> carryOut(systemd.install(LAUNCH, PORTS, List.of())))
                .hasMessageContaining("enable --now postern.socket")
                .hasMessageContaining("Failed to connect to bus");
    }

    @Test
    void uninstallingLeavesNoUnit() throws Exception {
        carryOut(systemd.install(LAUNCH, PORTS, List.of()));
        programs.answers("systemctl --user reset-failed", 1, "not loaded");
        carryOut(systemd.uninstall(List.of()));
        assertThat(units).isEmptyDirectory();
        assertThat(programs.commands())
                .contains("systemctl --user disable --now postern.service postern.socket");
    }

    @Test
    void whatIsNotThereIsNotUninstalled() {
        assertThatThrownBy(() -> systemd.uninstall(List.of()))
                .hasMessageContaining("no service in " + units);
    }

    @Test
    void whatAPackageBroughtThePackageTakesAway() throws Exception {
        Files.createDirectories(home.resolve("packaged"));
        Files.createFile(home.resolve("packaged/postern.service"));
        assertThatThrownBy(() -> systemd.uninstall(List.of())).hasMessageContaining("apt purge");
    }

    @Test
    void purgingTakesTheFilesEvenWithoutAService() throws Exception {
        Locations locations =
                new Locations(
                        home.resolve("config"),
                        home.resolve("state"),
                        home.resolve("keys"),
                        home.resolve("socket"));
        Files.createDirectories(locations.configuration().resolve("apps.d"));
        Files.createFile(locations.configuration().resolve("apps.d/one.toml"));
        carryOut(systemd.uninstall(SystemUser.files(locations)));
        assertThat(locations.configuration()).doesNotExist();
    }

    @Test
    void whatRootMadeBeforeIsGivenToTheServicesUser() throws Exception {
        Locations locations =
                new Locations(
                        home.resolve("config"),
                        Files.createDirectories(home.resolve("state")),
                        home.resolve("keys"),
                        home.resolve("socket"));
        programs.answers("getent passwd", 2, "");
        carryOut(
                new Plan(
                        SystemUser.steps(programs, locations, Optional.of("# mine\n")), List.of()));
        assertThat(locations.files().main()).hasContent("# mine\n");
        assertThat(programs.commands())
                .anyMatch(command -> command.startsWith("useradd --system"))
                .contains(
                        "chgrp postern " + locations.files().main(),
                        "chown --recursive postern:postern " + locations.state())
                .doesNotContain("chown --recursive postern:postern " + locations.keys());
    }

    /** Its sandbox hides homes. */
    @Test
    void theSystemServiceStartsNothingFromAHome() {
        Systemd system = new Systemd(Scope.SYSTEM, units, units);
        Launch hidden =
                new Launch(Path.of("/home/jo/postern/bin/postern"), List.of(), Optional.empty());
        assertThatThrownBy(() -> system.install(hidden, PORTS, List.of()))
                .hasMessageContaining("/home/jo/postern")
                .hasMessageContaining("/opt/postern");
    }

    @Test
    void aPreviewShowsEachLineOfEachFileAndDoesNothing() throws Exception {
        List<String> shown = Workman.preview(systemd.install(LAUNCH, PORTS, List.of()));
        assertThat(shown)
                .contains(
                        "write  " + units.resolve("postern.socket"),
                        "         ListenStream=[::1]:1143",
                        "run    systemctl --user enable --now postern.service");
        assertThat(units).doesNotExist();
        assertThat(programs.commands()).isEmpty();
    }
}
