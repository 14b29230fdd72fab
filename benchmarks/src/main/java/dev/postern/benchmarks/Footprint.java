package dev.postern.benchmarks;

import dev.postern.benchmarks.Workload.Sample;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a proxy costs that does nothing: each sample starts it anew. */
final class Footprint {

    /** Connections close in the background; memory is given back by then if it ever is. */
    private static final long SETTLING_MILLISECONDS = 1500;

    /** Long enough for a timer that runs once a second to be seen. */
    private static final long WATCHED_MILLISECONDS = 5000;

    private static final int WATCHED_SESSIONS = 1000;

    private static final Workload.Measurement NOT_BY_ITSELF =
            (subject, client) -> {
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

    private final MailPrograms programs;
    private final int sessions;
    private final File logs;

    /**
     * @param sessions how many there are when their memory is measured
     */
    Footprint(MailPrograms programs, int sessions, File logs) {
        this.programs = programs;
        this.sessions = sessions;
        this.logs = logs;
    }

    /** One sample of each. */
    void sample(Peer peer, Findings findings) throws IOException, InterruptedException {
        for (ClientKind client : ClientKind.values()) {
            try (RunningPeer running =
                    new RunningPeer(peer, programs, new File(logs, peer.name() + ".log"))) {
                Thread.sleep(SETTLING_MILLISECONDS);
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
        List<ImapProgram> open = new ArrayList<>();
        try {
            for (int i = 0; i < sessions; i++) {
                open.add(subject.reader(client));
                if (client == ClientKind.PLAIN && open.size() == WATCHED_SESSIONS) {
                    watch(subject, findings);
                }
            }
            Thread.sleep(SETTLING_MILLISECONDS);
            findings.add(
                    session(client),
                    subject.peer(),
                    new Sample((subject.kibibytes() - before) / sessions, 0));
        } finally {
            open.forEach(ImapProgram::close);
        }
    }

    private static void watch(Subject subject, Findings findings)
            throws IOException, InterruptedException {
        Thread.sleep(SETTLING_MILLISECONDS);
        double before = subject.cpuSeconds();
        Thread.sleep(WATCHED_MILLISECONDS);
        findings.add(
                IDLE_CPU,
                subject.peer(),
                new Sample((subject.cpuSeconds() - before) * 1e6 / WATCHED_MILLISECONDS, 0));
    }
}
