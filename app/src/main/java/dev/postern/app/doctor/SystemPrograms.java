package dev.postern.app.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Of this machine. */
public final class SystemPrograms implements Programs {
    private static final int PATIENCE_SECONDS = 5;

    @Override
    public Optional<String> firstLine(String... words) {
        try {
            Process process =
                    new ProcessBuilder(words)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            try (BufferedReader said = process.inputReader()) {
                return Optional.ofNullable(said.readLine()).map(String::strip);
            }
        } catch (IOException absent) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
