package dev.postern.core.testing.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs one program with a fault. Thread-safe, as long as each thread has a directory of its own.
 *
 * @param command for a directory
 * @param input what it reads from its standard input
 */
public record FaultyRuns(Function<Path, List<String>> command, String input) {

    /** A JVM takes a second to start under strace; a loaded build machine, many. */
    private static final long PATIENCE_SECONDS = 120;

    /** Stops the program at the calls that are traced only; then no signal can be injected. */
    private static final String QUICK = "--seccomp-bpf";

    /** What a shell says of a process that SIGKILL has ended. */
    private static final int KILLED = 128 + 9;

    /** Of a class of the tests that has a {@code main}, and is given the directory. */
    public static FaultyRuns of(Class<?> main, String input) {
        return new FaultyRuns(
                home ->
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName(),
                                home.toString()),
                input);
    }

    /** How a run ended, and what it printed. */
    public record Ran(int code, String printed) {

        public boolean wasKilled() {
            return code == KILLED;
        }
    }

    /** All that one run changes below {@code root}, in the order in which it was begun. */
    public List<FaultPoint> points(Path root) throws IOException, InterruptedException {
        Path log = Files.createTempFile("calls-", ".log");
        try {
            Ran ran = run(root, List.of(QUICK, "-y", "-s", "0", "-e", "trace=" + Calls.ALL), log);
            if (ran.code() != 0) {
                throw new IOException("the run without a fault failed: " + ran);
            }
            return new Calls(root).points(Files.readAllLines(log, StandardCharsets.ISO_8859_1));
        } finally {
            Files.delete(log);
        }
    }

    /** Kills it where that call would begin; if it does not come that far it ends by itself. */
    public Ran killed(FaultPoint point, Path root) throws IOException, InterruptedException {
        return injected(point, "signal=KILL", List.of(), root);
    }

    /**
     * Has that call fail.
     *
     * @param errno such as {@code ENOSPC}
     */
    public Ran refused(FaultPoint point, String errno, Path root)
            throws IOException, InterruptedException {
        return injected(point, "error=" + errno, List.of(QUICK), root);
    }

    private Ran injected(FaultPoint point, String fault, List<String> more, Path root)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(more);
        point.path()
                .ifPresent(path -> options.addAll(List.of("-P", root.resolve(path).toString())));
        options.addAll(
                List.of(
                        "-e",
                        "trace=" + point.call(),
                        "-e",
                        "inject=%s:%s:when=%d".formatted(point.call(), fault, point.ordinal())));
        return run(root, options, Path.of("/dev/null"));
    }

    private Ran run(Path root, List<String> options, Path log)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("strace", "-f", "-qqq", "-e", "signal=none"));
        words.addAll(options);
        words.addAll(List.of("-o", log.toString()));
        words.addAll(command.apply(root));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            try (var to = process.getOutputStream()) {
                to.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException killedBeforeItRead) {
                // That it ended is what the exit code says.
            }
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the program does not end: " + words + "\n" + printed);
            }
            return new Ran(process.exitValue(), printed);
        } finally {
            process.destroyForcibly();
        }
    }
}
