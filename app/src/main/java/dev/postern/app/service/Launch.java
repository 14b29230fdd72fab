package dev.postern.app.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the service starts Postern.
 *
 * @param launcher the program {@code postern}
 * @param options that say where its files are
 * @param java the runtime that it must be told of, where the launcher brings none
 */
public record Launch(Path launcher, List<String> options, Optional<Path> java) {

    private static final List<Path> UNSEEN =
            List.of(Path.of("/home"), Path.of("/root"), Path.of("/run/user"), Path.of("/tmp"));

    public Launch {
        options = List.copyOf(options);
    }

    /** With the runtime beside the launcher, or else the one that this program runs on. */
    public static Launch of(Path launcher, List<String> options) {
        Path own = launcher.resolveSibling("..").resolve("runtime").normalize();
        return new Launch(
                launcher,
                options,
                Files.isDirectory(own)
                        ? Optional.empty()
                        : Optional.of(Path.of(System.getProperty("java.home"))));
    }

    /** What the system service, in its sandbox, will not find; empty if all is well. */
    Optional<Path> unseen() {
        return java.filter(Launch::isHidden)
                .or(() -> Optional.of(launcher).filter(Launch::isHidden));
    }

    private static boolean isHidden(Path path) {
        return UNSEEN.stream().anyMatch(path::startsWith);
    }
}
