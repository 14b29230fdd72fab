package dev.postern.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** How many sessions one bridge holds, what each takes, and what is left when they are gone. */
final class Scale {

    /** Programs that come and go at the same time. */
    private static final int PROGRAMS = 16;

    /** Sessions that stay while others come and go. */
    private static final int STAYING = 200;

    private static final Duration WARM_UP = Duration.ofMinutes(1);
    private static final Duration REPORTED_EVERY = Duration.ofMinutes(5);

    /** A client's half-closed connection is kept for 30 s, for answers that are under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Subject subject;
    private final JavaProcess java;

    private Scale(Subject subject, JavaProcess java) {
        this.subject = subject;
        this.java = java;
    }

    /**
     * Arguments: a directory as for {@link Bench}, whose first peer is a bridge; how many sessions,
     * how many logins at once, and how many minutes of coming and going.
     */
    public static void main(String[] arguments) throws Exception {
        File work = new File(arguments[0]);
        Peer postern = Peer.of(Files.readAllLines(work.toPath().resolve("peers")).getFirst());
        int sessions = Integer.parseInt(arguments[1]);
        int logins = Integer.parseInt(arguments[2]);
        Duration soak = Duration.ofMinutes(Integer.parseInt(arguments[3]));
        List<String> grown = new ArrayList<>();
        try (MailPrograms programs = new MailPrograms(new File(work, "ca.pem"))) {
            // A new process each time: what one part has given back would hide what another takes.
            for (ClientKind client : ClientKind.values()) {
                inNewProcess(
                        postern,
                        programs,
                        work,
                        scale -> {
                            scale.hold(sessions, client);
                            scale.burst(logins, client);
                        });
            }
            if (soak.isPositive()) {
                inNewProcess(postern, programs, work, scale -> grown.addAll(scale.soak(soak)));
            }
        }
        grown.forEach(what -> System.out.println("GROWN: " + what));
        System.exit(grown.isEmpty() ? 0 : 1);
    }

    /** What is done with a bridge that has just been started. */
    private interface Part {
        void with(Scale scale) throws IOException, InterruptedException;
    }

    private static void inNewProcess(Peer peer, MailPrograms programs, File work, Part part)
            throws IOException, InterruptedException {
        File log = new File(work, "postern.log");
        try (RunningPeer running = new RunningPeer(peer, programs, log);
                JavaProcess java =
                        new JavaProcess(running.subject().process().orElseThrow().root().pid())) {
            part.with(new Scale(running.subject(), java));
        }
    }

    private void hold(int sessions, ClientKind client) throws IOException, InterruptedException {
        long descriptors = java.descriptors();
        try (Crowd warm = new Crowd(subject, client)) {
            warm.grow(STAYING);
            warm.eachSays("LOGOUT");
        }
        awaitDescriptors(descriptors);
        Snapshot before = Snapshot.of(subject, java);
        say("before, %s client: %s", client.shown(), before);
        long began = System.nanoTime();
        try (Crowd crowd = new Crowd(subject, client)) {
            crowd.grow(sessions);
            say("%d sessions logged in, in %.1f s", sessions, secondsSince(began));
            Snapshot with = Snapshot.of(subject, java);
            say("with them: %s", with);
            say(
                    "each: heap %.1f KiB, outside the heap %.1f KiB (TLS, buffers), all (PSS) %.1f"
                            + " KiB, %.2f descriptors",
                    (with.live() - before.live()) / 1024.0 / sessions,
                    (with.outside() - before.outside()) / 1024.0 / sessions,
                    (with.all() - before.all()) / 1024.0 / sessions,
                    (double) (with.descriptors() - before.descriptors()) / sessions);
            began = System.nanoTime();
            crowd.eachSays("NOOP");
            say("all %d have answered NOOP, in %.1f s", crowd.size(), secondsSince(began));
            crowd.eachSays("LOGOUT");
        }
        awaitDescriptors(descriptors);
        say("after: %s", Snapshot.of(subject, java));
    }

    /** All at the same time, and none leaves before all are in. */
    private void burst(int logins, ClientKind client) throws IOException, InterruptedException {
        CountDownLatch ready = new CountDownLatch(logins);
        CountDownLatch in = new CountDownLatch(logins);
        long began = System.nanoTime();
        Crowd.inParallel(
                logins,
                logins,
                () -> {
                    ready.countDown();
                    ready.await();
                    try (ImapProgram program = subject.reader(client)) {
                        in.countDown();
                        in.await();
                        program.command("LOGOUT");
                    } finally {
                        in.countDown(); // so that the others do not wait for one that failed
                    }
                });
        say(
                "%d logins at once, %s client: all let in, in %.1f s",
                logins, client.shown(), secondsSince(began));
    }

    private List<String> soak(Duration time) throws IOException, InterruptedException {
        long descriptors = java.descriptors();
        try (Crowd staying = new Crowd(subject, ClientKind.TLS)) {
            staying.grow(STAYING);
            Churn churn = new Churn(subject);
            churn.run(PROGRAMS, System.nanoTime() + WARM_UP.toNanos());
            long atRest = descriptors + 2L * STAYING;
            awaitDescriptors(atRest);
            Snapshot before = Snapshot.of(subject, java);
            say("after %d connections: %s", churn.done(), before);
            long end = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < end) {
                churn.run(PROGRAMS, Math.min(end, System.nanoTime() + REPORTED_EVERY.toNanos()));
                awaitDescriptors(atRest);
                say("after %d connections: %s", churn.done(), Snapshot.of(subject, java));
            }
            staying.eachSays("NOOP");
            return Snapshot.of(subject, java).grownSince(before);
        }
    }

    private void awaitDescriptors(long most) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (java.descriptors() > most) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "expected at most "
                                + most
                                + " open descriptors "
                                + PATIENCE.toSeconds()
                                + " s after all have left, found "
                                + java.descriptors());
            }
            Thread.sleep(100);
        }
    }

    private static double secondsSince(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
