package dev.postern.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where Postern keeps its files.
 *
 * @param configuration written by people
 * @param state written by the program: vault, certificates, audit log, last use
 * @param keys the key of the vault, outside of {@code state}, so that one backup doesn't take both
 * @param controlSocket of the running bridge
 */
public record Locations(Path configuration, Path state, Path keys, Path controlSocket) {

    private static final String SOCKET = "postern.sock";

    /** Of the user that runs this program. */
    public static Locations ofUser() {
        return ofUser(System.getenv(), home(System.getenv()), System.getProperty("os.name"));
    }

    /** Java asks the system's list of users, and people expect what they have set. */
    static Path home(Map<String, String> environment) {
        return directory(environment, "HOME")
                .orElseGet(() -> Path.of(System.getProperty("user.home")));
    }

    /** Of the system service. */
    public static Locations ofSystem() {
        return new Locations(
                Path.of("/etc/postern"),
                Path.of("/var/lib/postern"),
                Path.of("/var/lib/postern-keys"),
                Path.of("/run/postern").resolve(SOCKET));
    }

    static Locations ofUser(Map<String, String> environment, Path home, String system) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return ofMacUser(home);
        }
        return name.startsWith("windows")
                ? ofWindowsUser(environment, home)
                : ofXdgUser(environment, home);
    }

    /** The same, with the configuration in {@code directory}. */
    public Locations withConfiguration(Path directory) {
        return new Locations(directory.toAbsolutePath(), state, keys, controlSocket);
    }

    /** The same, with all that the program writes in or beside {@code directory}. */
    public Locations withState(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        Path besides = absolute.resolveSibling(absolute.getFileName() + "-keys");
        return new Locations(configuration, absolute, besides, absolute.resolve(SOCKET));
    }

    public ConfigurationFiles files() {
        return new ConfigurationFiles(configuration);
    }

    // XDG Base Directory Specification.
    private static Locations ofXdgUser(Map<String, String> environment, Path home) {
        Path configuration =
                directory(environment, "XDG_CONFIG_HOME").orElse(home.resolve(".config"));
        Path state =
                directory(environment, "XDG_STATE_HOME")
                        .orElse(home.resolve(".local").resolve("state"))
                        .resolve("postern");
        Path data =
                directory(environment, "XDG_DATA_HOME")
                        .orElse(home.resolve(".local").resolve("share"));
        Path sockets = directory(environment, "XDG_RUNTIME_DIR").orElse(state);
        return new Locations(
                configuration.resolve("postern"),
                state,
                data.resolve("postern").resolve("keys"),
                sockets.resolve(SOCKET));
    }

    /** Never run there. */
    private static Locations ofMacUser(Path home) {
        Path support = home.resolve("Library").resolve("Application Support");
        Path own = support.resolve("Postern");
        Path state = own.resolve("State");
        return new Locations(own, state, support.resolve("Postern Keys"), state.resolve(SOCKET));
    }

    /** Never run there. */
    private static Locations ofWindowsUser(Map<String, String> environment, Path home) {
        Path data = home.resolve("AppData");
        Path roaming = directory(environment, "APPDATA").orElse(data.resolve("Roaming"));
        Path local = directory(environment, "LOCALAPPDATA").orElse(data.resolve("Local"));
        Path state = local.resolve("Postern");
        return new Locations(
                roaming.resolve("Postern"),
                state,
                local.resolve("Postern Keys"),
                state.resolve(SOCKET));
    }

    /** Relative paths are to be ignored, says the XDG specification; empty ones too. */
    private static Optional<Path> directory(Map<String, String> environment, String variable) {
        try {
            return Optional.ofNullable(environment.get(variable))
                    .map(Path::of)
                    .filter(Path::isAbsolute);
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }
}
