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

    private final Process process;
    private final Subject subject;
    private final double millisecondsToLogin;

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

    /** A proxy ends its own processes when it is asked to; what is left after that is killed. */
    @Override
    public void close() {
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        process.destroy();
        try {
            for (ProcessHandle one : all) {
                one.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (TimeoutException | ExecutionException stubborn) {
            all.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
