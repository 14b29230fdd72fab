package dev.postern.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Waits for whoever is amid writing configuration files: editors rename or empty the old one before
 * they have written the new one, and for a moment there is none, which reads as nothing configured.
 */
final class Quiet {

    /** Editors take a few milliseconds. */
    private static final Duration LONG_ENOUGH = Duration.ofMillis(100);

    /** Somebody who writes all the time is not waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private Quiet() {}

    /** Returns once nothing there has changed for a moment, or after a while. */
    static void await(ConfigurationFiles files) {
        Instant end = Instant.now().plus(PATIENCE);
        try {
            while (isFresh(files, Instant.now()) && Instant.now().isBefore(end)) {
                Thread.sleep(LONG_ENOUGH);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** A directory changes with the names in it. */
    private static boolean isFresh(ConfigurationFiles files, Instant now) {
        return Stream.concat(files.directories().stream(), files.present().stream())
                .anyMatch(path -> changedJustNow(path, now));
    }

    private static boolean changedJustNow(Path path, Instant now) {
        try {
            Duration age = Duration.between(Files.getLastModifiedTime(path).toInstant(), now);
            // A time in the future says nothing, and would be waited for in vain.
            return !age.isNegative() && age.compareTo(LONG_ENOUGH) < 0;
        } catch (IOException gone) {
            // Its directory has changed with it.
            return false;
        }
    }
}
