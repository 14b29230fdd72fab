package dev.postern.core.testing.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.Tally;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Gives each fault a copy of the same files: those that lie in {@link #template}. */
public record Copies(Path directory) {

    /** Two at a time: so many may run on a machine that does other things besides. */
    private static final int AT_ONCE = 2;

    /** What is done with a fresh copy; gives what was wrong, or nothing. */
    @FunctionalInterface
    public interface Trial {
        String run(FaultPoint point, Path home) throws IOException, InterruptedException;
    }

    /** What is wrong with the files that a kill has left, or nothing. */
    @FunctionalInterface
    public interface Remains {
        String verdict(FaultyRuns.Ran ran, Path home) throws IOException, InterruptedException;
    }

    public Path template() {
        return directory.resolve("template");
    }

    /** What a run without a fault does to such files. */
    public List<FaultPoint> points(FaultyRuns runs) throws IOException, InterruptedException {
        Path home = fresh("recorded");
        List<FaultPoint> points = runs.points(home);
        remove(home);
        return points;
    }

    /** Tries all of them and gives what was wrong with each that failed. */
    public List<String> each(List<FaultPoint> points, Trial trial) throws Exception {
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            FaultPoint point = points.get(i);
            String name = "trial" + i;
            tasks.add(() -> tried(point, name, trial));
        }
        List<String> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<String> done : threads.invokeAll(tasks)) {
                if (!done.get().isEmpty()) {
                    failures.add(done.get());
                }
            }
        }
        return failures;
    }

    /**
     * Kills a program before each call on a file, of which there are more than {@code least}; fails
     * where one has left what is wrong.
     *
     * @param when the kills come, for the tally: {@code while tokens are rotated}
     */
    public void kill(FaultyRuns runs, String when, int least, Remains remains) throws Exception {
        List<FaultPoint> points = points(runs);
        List<String> failures =
                each(
                        points,
                        (point, home) -> {
                            FaultyRuns.Ran ran = runs.killed(point, home);
                            return ran.wasKilled()
                                    ? remains.verdict(ran, home)
                                    : "was not killed: " + ran;
                        });
        Tally.count(
                "crashes",
                "kill -9 before each call on a file " + when,
                points.size(),
                points.size() - failures.size());
        assertThat(points).as("something is written").hasSizeGreaterThan(least);
        assertThat(failures).isEmpty();
    }

    private String tried(FaultPoint point, String name, Trial trial)
            throws IOException, InterruptedException {
        Path home = fresh(name);
        try {
            String wrong = trial.run(point, home);
            return wrong.isEmpty() ? "" : point + ": " + wrong;
        } finally {
            remove(home);
        }
    }

    private Path fresh(String name) throws IOException {
        Path home = directory.resolve(name);
        try (Stream<Path> files = Files.walk(template())) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        home.resolve(template().relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return home;
    }

    private static void remove(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
