package dev.postern.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process and its descendants, as Linux accounts for them. What a process used that has ended
 * since is not seen, so proxies are set up to keep theirs.
 */
record ProcessTree(ProcessHandle root) {

    /** Processor time of all threads, user and system. */
    double cpuSeconds() throws IOException {
        long nanos = 0;
        for (ProcessHandle process : processes()) {
            nanos += nanos(process.pid());
        }
        return nanos / 1e9;
    }

    /** Memory, with what is shared between processes divided among them. */
    double kibibytes() throws IOException {
        long sum = 0;
        for (ProcessHandle process : processes()) {
            for (String line : lines(Path.of("/proc", process.pid() + "", "smaps_rollup"))) {
                if (line.startsWith("Pss:")) {
                    sum += Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        }
        return sum;
    }

    private List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    private static long nanos(long process) throws IOException {
        long sum = 0;
        try (Stream<Path> tasks = Files.list(Path.of("/proc", process + "", "task"))) {
            for (Path task : tasks.toList()) {
                for (String line : lines(task.resolve("schedstat"))) {
                    sum += Long.parseLong(line.substring(0, line.indexOf(' ')));
                }
            }
        }
        return sum;
    }

    /** Of a file that may be gone, since its thread has ended. */
    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
