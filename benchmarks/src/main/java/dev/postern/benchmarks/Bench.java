package dev.postern.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures all peers in one run, and writes what was found. */
final class Bench {

    /**
     * How long the runs are.
     *
     * @param size of each sample, see {@link Workloads}
     * @param sessions that idle when their memory is measured
     */
    private record Effort(int repetitions, int size, int sessions) {}

    private static final Effort QUICK = new Effort(3, 1, 300);
    private static final Effort FULL = new Effort(5, 8, 5000);

    private final File work;
    private final Effort effort;
    private final MailPrograms programs;
    private final Findings findings = new Findings();

    private Bench(File work, Effort effort) throws IOException {
        this.work = work;
        this.effort = effort;
        programs = new MailPrograms(new File(work, "ca.pem"));
    }

    /**
     * Arguments: {@code quick} or {@code full}, a directory with {@code ca.pem} and {@code peers}
     * (lines for {@link Peer#of}, the provider itself last), a caption, and a directory for {@code
     * bench.json} and {@code bench.svg}.
     */
    public static void main(String[] arguments) throws Exception {
        File work = new File(arguments[1]);
        Bench bench = new Bench(work, arguments[0].equals("quick") ? QUICK : FULL);
        List<Peer> peers =
                Files.readAllLines(work.toPath().resolve("peers")).stream().map(Peer::of).toList();
        bench.run(peers.subList(0, peers.size() - 1), peers.getLast());
        Report report = new Report(bench.findings);
        System.out.println(report.costs());
        System.out.println(report.rates());
        Path out = Path.of(arguments[3]);
        Files.writeString(out.resolve("bench.json"), bench.findings.toJson(arguments[2]) + "\n");
        Files.writeString(out.resolve("bench.svg"), new Chart(bench.findings).toSvg(arguments[2]));
        System.exit(0); // the event loops wait for nothing any more
    }

    private void run(List<Peer> proxies, Peer provider) throws IOException, InterruptedException {
        Footprint footprint = new Footprint(programs, effort.sessions(), work);
        for (int repetition = 1; repetition <= effort.repetitions(); repetition++) {
            say("footprint " + repetition + " of " + effort.repetitions());
            for (Peer proxy : proxies) {
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
            measure(new Workloads(direct, effort.size()).all(), subjects);
        } finally {
            running.forEach(RunningPeer::close);
        }
    }

    /** The first round is thrown away: Java compiles meanwhile, and everybody fills caches. */
    private void measure(List<Workload> workloads, List<Subject> subjects)
            throws IOException, InterruptedException {
        for (int repetition = 0; repetition <= effort.repetitions(); repetition++) {
            say(repetition == 0 ? "warm-up" : "load " + repetition + " of " + effort.repetitions());
            for (Workload workload : workloads) {
                for (Subject subject : subjects) {
                    Workload.Sample sample = workload.sample(subject);
                    if (repetition > 0) {
                        findings.add(workload, subject.peer(), sample);
                    }
                }
            }
        }
    }

    private static void say(String what) {
        System.err.println(what);
    }
}
