package dev.postern.app.service;

import dev.postern.config.Locations;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the service manager of a machine. */
public final class ServiceManagers {
    private ServiceManagers() {}

    /** That of this kind of machine. */
    public static ServiceFiles here(Scope scope) throws ServiceException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        Path home = Path.of(System.getProperty("user.home"));
        if (system.startsWith("linux")) {
            return systemd(scope, System.getenv(), home);
        }
        if (scope == Scope.SYSTEM) {
            throw new ServiceException(
                    "A service of the whole machine, with a user of its own, there is only under"
                            + " Linux. For one of your own: postern service install --user");
        }
        if (system.startsWith("mac")) {
            return new Launchd(home);
        }
        if (system.startsWith("windows")) {
            return new TaskScheduler(
                    Locations.ofUser().configuration(), System.getProperty("user.name"));
        }
        throw new ServiceException(
                "This system (%s) has no service manager that Postern knows. Have your own run this, and look after it: postern serve"
                        .formatted(System.getProperty("os.name")));
    }

    /** Makes sure that it runs: there are Linux machines with another one than systemd. */
    public static void requireRunning() throws ServiceException {
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
        // sd_booted(3)
        if (linux && !Files.isDirectory(Path.of("/run/systemd/system"))) {
            throw new ServiceException(
                    "This machine was not started by systemd, which is the only service manager"
                        + " that Postern knows on Linux. Have your own run this, and look after it:"
                        + " postern serve");
        }
    }

    static Systemd systemd(Scope scope, Map<String, String> environment, Path home) {
        return switch (scope) {
            case SYSTEM ->
                    new Systemd(
                            scope,
                            Path.of("/etc/systemd/system"),
                            Path.of("/usr/lib/systemd/system"));
            case USER ->
                    new Systemd(
                            scope,
                            Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
                                    .map(Path::of)
                                    .filter(Path::isAbsolute)
                                    .orElse(home.resolve(".config"))
                                    .resolve("systemd")
                                    .resolve("user"),
                            Path.of("/usr/lib/systemd/user"));
        };
    }
}
