package dev.postern.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many IMAP sessions of one proxy, all open. Used by one thread. */
final class Crowd implements AutoCloseable {

    /** Some proxies take 40 ms for a login, most of which they wait; fewer than any backlog. */
    private static final int AT_A_TIME = 64;

    private final Queue<ImapProgram> programs = new ConcurrentLinkedQueue<>();
    private final Subject subject;
    private final ClientKind client;

    Crowd(Subject subject, ClientKind client) {
        this.subject = subject;
        this.client = client;
    }

    /** Waits until so many more have logged in. */
    void grow(int count) throws IOException, InterruptedException {
        inParallel(AT_A_TIME, count, () -> programs.add(subject.reader(client)));
    }

    /** Each says so, one after the other, and waits for its OK. */
    void eachSays(String command) throws IOException, InterruptedException {
        for (ImapProgram program : programs) {
            program.command(command);
        }
    }

    int size() {
        return programs.size();
    }

    @Override
    public void close() {
        programs.forEach(ImapProgram::close);
    }

    /**
     * Does the same many times, by so many threads.
     *
     * @throws IOException if any of it failed; the rest is done nevertheless
     */
    static void inParallel(int threads, int times, Clockwork.Work work)
            throws IOException, InterruptedException {
        try (ExecutorService people =
                Executors.newFixedThreadPool(threads, Thread.ofVirtual().factory())) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                running.add(
                        people.submit(() -> {
                            work.run();
                            return null;
                        }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
    }
}
