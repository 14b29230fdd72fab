package dev.postern.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * What a test that could go on for ever has tried, and for how long it goes on. {@code
 * scripts/torture} sets both by system properties and prints what was counted as a table; in a
 * plain build such a test takes a moment, and nothing is written.
 */
public final class Tally {
    private static final Duration MOMENT = Duration.ofSeconds(2);
    private static final Optional<Path> FILE =
            Optional.ofNullable(System.getProperty("torture.tally")).map(Path::of);

    private Tally() {}

    /** For how long one test that has no end of its own repeats what it does. */
    public static Duration effort() {
        return Optional.ofNullable(Integer.getInteger("torture.seconds"))
                .map(Duration::ofSeconds)
                .orElse(MOMENT);
    }

    /**
     * Notes how often something was tried, and how often it held; a test does this before it
     * asserts that these are the same.
     *
     * @param part of the table, such as {@code faults}
     * @param what was tried, in words that a stranger understands
     */
    public static synchronized void count(String part, String what, long tried, long held) {
        FILE.ifPresent(file -> {
            try {
                Files.writeString(
                        file,
                        "%s\t%s\t%d\t%d%n".formatted(part, what, tried, held),
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        });
    }
}
