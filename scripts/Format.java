import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Runs google-java-format over all Java sources below the working directory: {@code check} fails if
 * one is not formatted, {@code fix} formats it. Sources older than the last success are skipped.
 * The build runs this file without compiling it first.
 */
final class Format {
    private static final Path LAST_SUCCESS = Path.of("target/formatted");

    private Format() {}

    public static void main(String[] arguments) throws IOException {
        FileTime start = FileTime.fromMillis(System.currentTimeMillis());
        List<String> sources = changedSources();
        boolean formatted =
                switch (arguments[0]) {
                    case "check" -> run(sources, "--dry-run", "--set-exit-if-changed");
                    // Twice: what follows a string that was split is in place only after the
                    // second.
                    case "fix" -> run(sources, "--replace") && run(sources, "--replace");
                    default -> throw new IllegalArgumentException("check or fix?");
                };
        if (!formatted) {
            System.err.println("The files above are not formatted. This does it: scripts/format");
            System.exit(1);
        }
        Files.createDirectories(LAST_SUCCESS.getParent());
        Files.writeString(LAST_SUCCESS, "");
        Files.setLastModifiedTime(LAST_SUCCESS, start);
    }

    private static boolean run(List<String> sources, String... options) {
        if (sources.isEmpty()) {
            return true;
        }
        List<String> command = new ArrayList<>(List.of(options));
        command.add("--aosp");
        command.addAll(sources);
        ToolProvider formatter = ToolProvider.findFirst("google-java-format").orElseThrow();
        return formatter.run(System.out, System.err, command.toArray(String[]::new)) == 0;
    }

    private static List<String> changedSources() throws IOException {
        FileTime since =
                Files.exists(LAST_SUCCESS)
                        ? Files.getLastModifiedTime(LAST_SUCCESS)
                        : FileTime.fromMillis(0);
        List<String> sources = new ArrayList<>();
        Files.walkFileTree(
                Path.of("."),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) {
                        return directory.endsWith("target") || directory.endsWith(".git")
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.toString().endsWith(".java")
                                && attributes.lastModifiedTime().compareTo(since) >= 0) {
                            sources.add(file.toString());
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return sources;
    }
}
