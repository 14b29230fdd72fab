package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The installed bridge in a process of its own, to which a machine's troubles can be done. */
final class RunningBridge implements AutoCloseable {

    /** A JVM starts in a second; on a loaded build machine it takes many. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final StringBuilder log = new StringBuilder();

    /**
     * @param environment what is added to that of the test
     */
    RunningBridge(
            InstalledProgram program,
            Path home,
            Installation postern,
            Map<String, String> environment)
            throws IOException {
        ProcessBuilder serve =
                new ProcessBuilder(program.command(home, List.of("serve", "--log-format", "text")))
                        .redirectErrorStream(true);
        serve.environment().putAll(environment);
        process = serve.start();
        // Through a pipe, so that no file of ours is in the way of what is done to files.
        Thread.ofVirtual().start(this::read);
        await().atMost(PATIENCE)
                .until(() -> !process.isAlive() || postern.run("status").code() == 0);
        if (!process.isAlive()) {
            throw new IOException("the bridge does not start:\n" + log());
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
            }
        } catch (IOException killed) {
            // There is no more to read.
        }
    }

    private synchronized void keep(String line) {
        log.append(line).append('\n');
    }

    long pid() {
        return process.pid();
    }

    synchronized String log() {
        return log.toString();
    }

    void awaitLogged(String words) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log()).contains(words));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal, such as {@code STOP}. */
    void signal(String name) throws IOException {
        tool("kill", "-" + name, Long.toString(pid()));
    }

    /** Runs a program that must succeed. */
    static void tool(String... words) throws IOException {
        Process tool = new ProcessBuilder(words).redirectErrorStream(true).start();
        String printed = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (tool.waitFor() != 0) {
                throw new IOException(String.join(" ", words) + ": " + printed);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IOException(ended);
        }
    }

    /** What it ends with when it is asked to end. */
    int stop() throws InterruptedException {
        process.destroy();
        process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
