package dev.postern.app.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Those that are really there. */
public final class MachinePrograms implements Programs {

    /** A service is given 90 seconds to start and as many to stop. */
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private final Duration patience;

    public MachinePrograms() {
        this(LONGEST);
    }

    /**
     * @param patience with a program that is run to its end
     */
    public MachinePrograms(Duration patience) {
        this.patience = patience;
    }

    @Override
    public Ended run(List<String> words) {
        try {
            Path output = Files.createTempFile("postern-", ".txt");
            try {
                return run(words, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException refused) {
            return new Ended(-1, String.valueOf(refused.getMessage()));
        }
    }

    private Ended run(List<String> words, Path output) throws IOException {
        Process process = builder(words).redirectOutput(output.toFile()).start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new Ended(-1, "it took longer than %d s".formatted(patience.toSeconds()));
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return new Ended(-1, "interrupted");
        }
        return new Ended(
                process.exitValue(),
                new String(Files.readAllBytes(output), Charset.defaultCharset()).strip());
    }

    @Override
    public int show(List<String> words, Consumer<String> line) {
        try {
            Process process = builder(words).start();
            process.getOutputStream().close();
            try (BufferedReader printed = process.inputReader()) {
                for (String next = printed.readLine(); next != null; next = printed.readLine()) {
                    line.accept(next);
                }
                return process.waitFor();
            } finally {
                process.destroy();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return -1;
        } catch (IOException refused) {
            line.accept(String.valueOf(refused.getMessage()));
            return -1;
        }
    }

    private static ProcessBuilder builder(List<String> words) {
        return new ProcessBuilder(words).redirectErrorStream(true);
    }
}
