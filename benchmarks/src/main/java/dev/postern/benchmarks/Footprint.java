package dev.postern.benchmarks;

import dev.postern.benchmarks.Workload.Sample;

import java.io.File;
import java.io.IOException;
import java.time.Duration;

/** What a proxy costs that does nothing: each sample starts it anew. */
final class Footprint {

    private static final int WATCHED_SESSIONS = 1000;

    private static final Workload.Measurement NOT_BY_ITSELF =
            (subject, client, clock) -> {
                throw new IllegalStateException("measured by starting it");
            };

    static final Workload START =
            new Workload("start to first login", ClientKind.PLAIN, "ms", 0, NOT_BY_ITSELF);
    static final Workload MEMORY =
            new Workload("memory with no session", ClientKind.PLAIN, "MiB", 1, NOT_BY_ITSELF);
    static final Workload IDLE_CPU =
            new Workload("idle CPU at 1,000 sessions", ClientKind.PLAIN, "ms/s", 2, NOT_BY_ITSELF);

    private static Workload session(ClientKind client) {
        return new Workload("idle session", client, "KiB", 1, NOT_BY_ITSELF);
    }

    /**
     * How much of it.
     *
     * @param sessions that idle when their memory is measured; not fewer than are watched
     * @param settling memory is given back by then if it ever is
     * @param watched long enough for a timer that runs once a second to be seen
     */
    record Extent(int sessions, Duration settling, Duration watched) {}

    private final MailPrograms programs;
    private final Extent extent;
    private final File logs;

    Footprint(MailPrograms programs, Extent extent, File logs) {
        this.programs = programs;
        this.extent = extent;
        this.logs = logs;
    }

    /** One sample of each. */
    void sample(Peer peer, Findings findings) throws IOException, InterruptedException {
        for (ClientKind client : ClientKind.values()) {
            try (RunningPeer running =
                    new RunningPeer(peer, programs, new File(logs, peer.name() + ".log"))) {
                Thread.sleep(extent.settling());
                double before = running.subject().kibibytes();
                if (client == ClientKind.PLAIN) {
                    findings.add(START, peer, new Sample(running.millisecondsToLogin(), 0));
                    findings.add(MEMORY, peer, new Sample(before / 1024, 0));
                }
                idle(running.subject(), client, before, findings);
            }
        }
    }

    private void idle(Subject subject, ClientKind client, double before, Findings findings)
            throws IOException, InterruptedException {
        try (Crowd crowd = new Crowd(subject, client)) {
            crowd.grow(WATCHED_SESSIONS);
            if (client == ClientKind.PLAIN) {
                watch(subject, findings);
            }
            crowd.grow(extent.sessions() - WATCHED_SESSIONS);
            Thread.sleep(extent.settling());
            findings.add(
                    session(client),
                    subject.peer(),
                    new Sample((subject.kibibytes() - before) / extent.sessions(), 0));
        }
    }

    private void watch(Subject subject, Findings findings)
            throws IOException, InterruptedException {
        Thread.sleep(extent.settling());
        double before = subject.cpuSeconds();
        Thread.sleep(extent.watched());
        double seconds = extent.watched().toMillis() / 1e3;
        findings.add(
                IDLE_CPU,
                subject.peer(),
                new Sample((subject.cpuSeconds() - before) * 1e3 / seconds, 0));
    }
}
