package dev.postern.app.trust;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the stores of this machine are found by.
 *
 * @param root of the file system
 * @param home of the person
 * @param programs the directories where programs are
 */
public record Machine(Path root, Path home, Platform platform, List<Path> programs) {

    /** Updating a store reads a few hundred certificates; keychains ask for a password. */
    private static final long PATIENCE_SECONDS = 120;

    /** Kinds of machines that keep roots in different ways. */
    public enum Platform {
        LINUX,
        MACOS,
        WINDOWS;

        static Platform named(String system) {
            String name = system.toLowerCase(Locale.ROOT);
            if (name.startsWith("windows")) {
                return WINDOWS;
            }
            return name.startsWith("mac") ? MACOS : LINUX;
        }
    }

    public Machine {
        programs = List.copyOf(programs);
    }

    /** The one that this program runs on. */
    public static Machine here() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        // The PATH of people who are not root often lacks what only root may run.
        Stream<String> directories =
                Stream.concat(
                        Stream.of(path.split(Pattern.quote(File.pathSeparator), -1)),
                        Stream.of("/usr/sbin", "/sbin"));
        return new Machine(
                Path.of("/"),
                Path.of(System.getProperty("user.home")),
                Platform.named(System.getProperty("os.name")),
                directories.filter(directory -> !directory.isEmpty()).map(Path::of).toList());
    }

    /**
     * How a program ended.
     *
     * @param said the last line that it printed
     */
    record Ended(int code, String said) {}

    Optional<Path> program(String name) {
        String file = platform == Platform.WINDOWS ? name + ".exe" : name;
        return programs.stream()
                .map(directory -> directory.resolve(file))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Waits for the program's end. */
    Ended run(Path program, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(program.toString());
        words.addAll(arguments);
        try {
            Path output = Files.createTempFile("postern-", ".txt");
            try {
                return run(words, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException refused) {
            return new Ended(-1, String.valueOf(refused.getMessage()));
        }
    }

    private static Ended run(List<String> words, Path output) throws IOException {
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Ended(-1, "it took longer than %d s".formatted(PATIENCE_SECONDS));
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return new Ended(-1, "interrupted");
        }
        String text = new String(Files.readAllBytes(output), Charset.defaultCharset());
        return new Ended(
                process.exitValue(),
                text.lines().filter(line -> !line.isBlank()).reduce("", (above, line) -> line));
    }
}
