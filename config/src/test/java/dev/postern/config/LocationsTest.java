package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;

class LocationsTest {

    private static final Path HOME = Path.of("/home/me");

    @Test
    void aUserHasTheUsualDirectories() {
        assertThat(Locations.ofUser(Map.of("XDG_RUNTIME_DIR", "/run/user/1000"), HOME, "Linux"))
                .isEqualTo(
                        new Locations(
                                Path.of("/home/me/.config/postern"),
                                Path.of("/home/me/.local/state/postern"),
                                Path.of("/home/me/.local/share/postern/keys"),
                                Path.of("/run/user/1000/postern.sock")));
    }

    @Test
    void theEnvironmentMovesThem() {
        Map<String, String> environment =
                Map.of("XDG_CONFIG_HOME", "/c", "XDG_STATE_HOME", "/s", "XDG_DATA_HOME", "/d");

        assertThat(Locations.ofUser(environment, HOME, "Linux"))
                .isEqualTo(
                        new Locations(
                                Path.of("/c/postern"),
                                Path.of("/s/postern"),
                                Path.of("/d/postern/keys"),
                                Path.of("/s/postern/postern.sock")));
    }

    @Test
    void relativeAndEmptyPathsInTheEnvironmentAreIgnored() {
        Map<String, String> environment = Map.of("XDG_CONFIG_HOME", "c", "XDG_STATE_HOME", "");

        assertThat(Locations.ofUser(environment, HOME, "Linux"))
                .isEqualTo(Locations.ofUser(Map.of(), HOME, "Linux"));
    }

    @Test
    void homeIsWhereTheEnvironmentSaysThatItIs() {
        assertThat(Locations.home(Map.of("HOME", "/home/other"))).isEqualTo(Path.of("/home/other"));
        assertThat(Locations.home(Map.of("HOME", "other")))
                .isEqualTo(Path.of(System.getProperty("user.home")));
    }

    @Test
    void theSystemServiceHasItsOwn() {
        assertThat(Locations.ofSystem())
                .isEqualTo(
                        new Locations(
                                Path.of("/etc/postern"),
                                Path.of("/var/lib/postern"),
                                Path.of("/var/lib/postern-keys"),
                                Path.of("/run/postern/postern.sock")));
    }

    @Test
    void theKeysAreNeverBelowTheState() {
        assertThat(Locations.ofSystem().withState(Path.of("/tmp/x")))
                .isEqualTo(
                        new Locations(
                                Path.of("/etc/postern"),
                                Path.of("/tmp/x"),
                                Path.of("/tmp/x-keys"),
                                Path.of("/tmp/x/postern.sock")));
    }

    @Test
    void aMacHasApplicationSupport() {
        assertThat(Locations.ofUser(Map.of(), HOME, "Mac OS X").configuration())
                .isEqualTo(HOME.resolve("Library/Application Support/Postern"));
    }
}
