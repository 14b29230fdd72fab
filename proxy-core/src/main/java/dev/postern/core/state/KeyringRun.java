package dev.postern.core.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What one run of {@code secret-tool} gave. */
final class KeyringRun {

    /** A person may have to unlock the keyring first, in a window of the desktop. */
    private static final long PATIENCE_SECONDS = 120;

    /** More than all that is said of one item; less than what a pipe holds, so nobody waits. */
    private static final int MOST_PRINTED = 16 * 1024;

    private static final int LONGEST_COMPLAINT = 200;

    private final int exitCode;
    private final byte[] printed;
    private final String complaint;

    private KeyringRun(int exitCode, byte[] printed, String complaint) {
        this.exitCode = exitCode;
        this.printed = printed;
        this.complaint = complaint;
    }

    /**
     * Runs a program without a shell, and waits until it has ended.
     *
     * @param input for its standard input
     * @return empty if it could not be started
     */
    static Optional<KeyringRun> of(List<String> words, byte[] input) {
        Process process;
        try {
            process = new ProcessBuilder(words).start();
        } catch (IOException absent) {
            return Optional.empty();
        }
        try {
            give(process, input);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return Optional.of(
                        failed("it did not end within %d seconds".formatted(PATIENCE_SECONDS)));
            }
            return Optional.of(
                    new KeyringRun(
                            process.exitValue(),
                            read(process.getInputStream()),
                            shown(read(process.getErrorStream()))));
        } catch (IOException broken) {
            return Optional.of(failed("its output could not be read"));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.of(failed("it was interrupted"));
        } finally {
            process.destroyForcibly();
        }
    }

    boolean succeeded() {
        return exitCode == 0;
    }

    /** Perhaps secret: {@link #wipe} it. */
    byte[] printed() {
        return printed;
    }

    /** What it said on standard error; empty if that was nothing. */
    String complaint() {
        return complaint;
    }

    void wipe() {
        Arrays.fill(printed, (byte) 0);
    }

    private static void give(Process process, byte[] input) {
        try (var in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException unread) {
            // It ended before it read: its exit code and its words say why.
        }
    }

    private static KeyringRun failed(String complaint) {
        return new KeyringRun(-1, new byte[0], complaint);
    }

    private static byte[] read(InputStream from) throws IOException {
        return from.readNBytes(MOST_PRINTED);
    }

    /** In one line, and without what would change a terminal. */
    private static String shown(byte[] words) {
        String line =
                new String(words, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_COMPLAINT
                ? line
                : line.substring(0, LONGEST_COMPLAINT) + "…";
    }
}
