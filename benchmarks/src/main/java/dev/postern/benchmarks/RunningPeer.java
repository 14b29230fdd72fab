package dev.postern.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A proxy that was started, and is ended by whoever closes this. */
final class RunningPeer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    /** Some wait for sessions that the other side has just left; nothing is measured any more. */
    private static final long FAREWELL_MILLISECONDS = 500;

    private final Process process;
    private final Subject subject;
    private final double millisecondsToLogin;

    /** So that nothing goes on when the run is interrupted. */
    private final Thread atExit =
            new Thread(() -> processes().forEach(ProcessHandle::destroyForcibly));

    /**
     * Starts it and logs in as soon as it lets anybody in.
     *
     * @param log for what it says
     */
    RunningPeer(Peer peer, MailPrograms programs, File log)
            throws IOException, InterruptedException {
        Path start = peer.start().orElseThrow();
        long began = System.nanoTime();
        process =
                new ProcessBuilder(start.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                        .start();
        Runtime.getRuntime().addShutdownHook(atExit);
        subject = new Subject(peer, Optional.of(new ProcessTree(process.toHandle())), programs);
        while (!loggedIn()) {
            if (!process.isAlive() || (System.nanoTime() - began) / 1e9 > PATIENCE_SECONDS) {
                close();
                throw new IOException(peer.name() + " lets nobody in; what it said is in " + log);
            }
            Thread.sleep(1);
        }
        millisecondsToLogin = (System.nanoTime() - began) / 1e6;
    }

    private boolean loggedIn() throws InterruptedException {
        try (ImapProgram program = subject.reader(ClientKind.PLAIN)) {
            program.command("LOGOUT");
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    Subject subject() {
        return subject;
    }

    double millisecondsToLogin() {
        return millisecondsToLogin;
    }

    /** Most end their own processes when they are asked to; what is left after that is killed. */
    @Override
    public void close() {
        List<ProcessHandle> all = processes();
        process.destroy();
        try {
            for (ProcessHandle one : all) {
                one.onExit().get(FAREWELL_MILLISECONDS, TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException | ExecutionException stubborn) {
            all.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private List<ProcessHandle> processes() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    }
}
