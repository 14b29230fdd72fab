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

    /** What {@code make-archive} makes, of which one. */
    private static final List<String> ARCHIVES = List.of("postern.aot", "postern.jsa");

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

    /**
     * Makes the archive of classes with which a bridge starts in half the time, where there is none
     * and this process may. Without it all works too.
     */
    Optional<Step> archiving() {
        Path maker = launcher.resolveSibling("make-archive");
        Path library = launcher.resolveSibling("..").resolve("lib").normalize();
        boolean isWanted =
                Files.isExecutable(maker)
                        && Files.isWritable(library)
                        && ARCHIVES.stream().map(library::resolve).noneMatch(Files::exists);
        return isWanted ? Optional.of(Step.Run.optional(maker.toString())) : Optional.empty();
    }

    private static boolean isHidden(Path path) {
        return UNSEEN.stream().anyMatch(path::startsWith);
    }
}
