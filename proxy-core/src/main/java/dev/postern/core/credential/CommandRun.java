package dev.postern.core.credential;

import dev.postern.core.account.Credential;
import dev.postern.core.credential.CredentialOutcome.Available;
import dev.postern.core.credential.CredentialOutcome.Freshness;
import dev.postern.core.credential.CredentialOutcome.Missing;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.secret.Secret;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One run of the program that prints an account's credential. Blocks its thread until the program
 * has ended or was killed; interrupting the thread kills it.
 */
final class CommandRun {

    /**
     * How often output is looked for. Not a blocking read, which nothing could end: a program that
     * the command left running in the background holds the other end of the pipe for as long as it
     * likes.
     */
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final String account;
    private final Credential.Command command;

    CommandRun(String account, Credential.Command command) {
        this.account = account;
        this.command = command;
    }

    CredentialOutcome outcome() {
        Process process;
        try {
            process =
                    new ProcessBuilder(command.words())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException refused) {
            // Its message would name the reason, but it is not ours to say what is in it.
            return missing(
                    "could not be started: look whether it is installed, and executable for the"
                            + " user that the bridge runs as");
        }
        FirstLine line = new FirstLine();
        try {
            // Whoever asks on standard input gets an end at once, instead of waiting for nobody.
            process.getOutputStream().close();
            return ended(process, line)
                    ? judged(process.exitValue(), line)
                    : missing("printed nothing usable within %s and was killed".formatted(shown()));
        } catch (IOException broken) {
            return missing("could not be read");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return missing("was killed, because the bridge stops");
        } finally {
            line.wipe();
            kill(process);
        }
    }

    /** Whether it ended by itself in time. */
    private boolean ended(Process process, FirstLine line)
            throws IOException, InterruptedException {
        InputStream out = process.getInputStream();
        long start = System.nanoTime();
        long allowed = command.timeout().toNanos();
        while (System.nanoTime() - start < allowed) {
            boolean ended = process.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            line.readAvailable(out);
            if (ended) {
                return true;
            }
        }
        return false;
    }

    private CredentialOutcome judged(int exitCode, FirstLine line) {
        if (exitCode != 0) {
            return missing("ended with exit code %d instead of 0".formatted(exitCode));
        }
        if (line.state() == FirstLine.State.TOO_LONG) {
            return missing(
                    "printed a first line of more than %d octets".formatted(FirstLine.LIMIT));
        }
        if (!line.isPrintable()) {
            return missing("printed control characters in its first line");
        }
        Secret secret = line.secret();
        return secret.isEmpty()
                ? missing("printed no first line")
                : new Available(secret, command.kind(), Freshness.NOT_REJECTED);
    }

    /** Not the arguments: people put secrets there. */
    private Missing missing(String what) {
        String program = command.words().isEmpty() ? "(none)" : command.words().getFirst();
        return new Missing(
                new UpstreamFailure.Unavailable(
                        ("the command %s, which prints the credential of the account %s, %s; it"
                             + " must print it as its first line and end with exit code 0: run it"
                             + " by hand as the bridge's user")
                                .formatted(program, account, what)));
    }

    private String shown() {
        return command.timeout().toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    /** With all that it started and that still belongs to it; nothing, if it has ended. */
    private static void kill(Process process) {
        // Listed first: what outlives its parent is nobody's descendant any more.
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }
}
