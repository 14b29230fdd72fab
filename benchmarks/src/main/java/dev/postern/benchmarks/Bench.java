package dev.postern.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Measures all peers in one run, and writes what was found. */
final class Bench {

    /**
     * How long the runs are.
     *
     * @param starts of each proxy, for what it costs without doing anything
     * @param repetitions of the workloads
     * @param sample how long each of those takes
     */
    private record Effort(
            int starts, int repetitions, Duration sample, Footprint.Extent footprint) {}

    /** Three minutes, for a look. */
    private static final Effort QUICK =
            new Effort(
                    1,
                    2,
                    Duration.ofMillis(250),
                    new Footprint.Extent(1000, Duration.ofMillis(1000), Duration.ofMillis(2500)));

    /** Some twenty minutes. */
    private static final Effort FULL =
            new Effort(
                    5,
                    5,
                    Duration.ofMillis(1000),
                    new Footprint.Extent(5000, Duration.ofMillis(1500), Duration.ofMillis(5000)));

    private final File work;
    private final Effort effort;
    private final MailPrograms programs;
    private final Findings findings = new Findings();
    private final long began = System.nanoTime();

    private Bench(File work, Effort effort) throws IOException {
        this.work = work;
        this.effort = effort;
        programs = new MailPrograms(new File(work, "ca.pem"));
    }

    /**
     * Arguments: {@code quick} or {@code full}, a directory with {@code ca.pem} and {@code peers}
     * (lines for {@link Peer#of}, the provider itself last), a caption, and a directory for {@code
     * bench.md}, {@code bench.json} and {@code bench.svg}.
     */
    public static void main(String[] arguments) throws Exception {
        File work = new File(arguments[1]);
        Bench bench = new Bench(work, arguments[0].equals("quick") ? QUICK : FULL);
        List<Peer> peers =
                Files.readAllLines(work.toPath().resolve("peers")).stream().map(Peer::of).toList();
        bench.run(peers.subList(0, peers.size() - 1), peers.getLast());
        String caption = arguments[2];
        String tables = new Report(bench.findings).toMarkdown(caption);
        System.out.println(tables);
        Path out = Path.of(arguments[3]);
        Files.writeString(out.resolve("bench.md"), tables);
        Files.writeString(out.resolve("bench.json"), bench.findings.toJson(caption) + "\n");
        Files.writeString(out.resolve("bench.svg"), new Chart(bench.findings).toSvg(caption));
        System.exit(0); // the event loops wait for nothing any more
    }

    private void run(List<Peer> proxies, Peer provider) throws IOException, InterruptedException {
        Footprint footprint = new Footprint(programs, effort.footprint(), work);
        for (int start = 1; start <= effort.starts(); start++) {
            for (Peer proxy : proxies) {
                say("footprint " + start + " of " + effort.starts() + ", " + proxy.name());
                footprint.sample(proxy, findings);
            }
        }
        List<RunningPeer> running = new ArrayList<>();
        try {
            for (Peer proxy : proxies) {
                running.add(
                        new RunningPeer(proxy, programs, new File(work, proxy.name() + ".log")));
            }
            Subject direct = new Subject(provider, Optional.empty(), programs);
            List<Subject> subjects = new ArrayList<>();
            running.forEach(it -> subjects.add(it.subject()));
            subjects.add(direct);
            say("warm-up");
            List<Workload> workloads = new Workloads(direct).all();
            // Twice as long: Java compiles meanwhile, and everybody fills caches.
            Clockwork longer = new Clockwork(effort.sample().multipliedBy(2));
            measure(workloads, subjects, longer, new Findings());
            for (int repetition = 1; repetition <= effort.repetitions(); repetition++) {
                say("load " + repetition + " of " + effort.repetitions());
                measure(workloads, subjects, new Clockwork(effort.sample()), findings);
            }
        } finally {
            running.forEach(RunningPeer::close);
        }
    }

    private static void measure(
            List<Workload> workloads, List<Subject> subjects, Clockwork clock, Findings into)
            throws IOException, InterruptedException {
        for (Workload workload : workloads) {
            for (Subject subject : subjects) {
                into.add(workload, subject.peer(), workload.sample(subject, clock));
            }
        }
    }

    private void say(String what) {
        System.err.printf(
                Locale.ROOT, "%4d s: %s%n", (System.nanoTime() - began) / 1_000_000_000, what);
    }
}
