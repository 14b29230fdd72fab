package dev.postern.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What users install, as a process without a shell before it, so that faults and signals meet Java
 * itself. It remembers its classes, since it is started hundreds of times.
 */
final class InstalledProgram {

    private static final Path LIBRARIES = Path.of("target", "postern", "lib").toAbsolutePath();

    private final Path archive;

    private InstalledProgram(Path archive) {
        this.archive = archive;
    }

    /** Makes the archive of classes in that directory. */
    static InstalledProgram in(Path directory) throws IOException, InterruptedException {
        InstalledProgram program = new InstalledProgram(directory.resolve("postern.jsa"));
        List<String> words =
                words(
                        List.of("-XX:ArchiveClassesAtExit=" + program.archive),
                        directory.resolve("practice"),
                        List.of("init"));
        Process practice =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        practice.waitFor();
        return program;
    }

    /** The words that run it with the files below {@code home}. */
    List<String> command(Path home, List<String> arguments) {
        return words(
                List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds=off"),
                home,
                arguments);
    }

    private static List<String> words(List<String> options, Path home, List<String> arguments) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx128m",
                                // Else the JVM writes files of its own.
                                "-XX:-UsePerfData",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.library.path=" + LIBRARIES.resolve("native")));
        words.addAll(options);
        words.addAll(
                List.of(
                        "-cp",
                        LIBRARIES.resolve("postern.jar").toString(),
                        "dev.postern.app.Main"));
        words.addAll(
                Stream.concat(
                                arguments.stream(),
                                Stream.of(
                                        "--config", home.resolve("config").toString(),
                                        "--state", home.resolve("state").toString()))
                        .toList());
        return words;
    }
}
