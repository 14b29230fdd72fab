package dev.postern.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** How much is logged, which a person may change while the program runs. Thread-safe. */
public final class LogLevels implements AutoCloseable {

    /** All of Postern, and not what it is built from. */
    public static final String OURS = "dev.postern";

    /** In which people choose. */
    public static final List<String> WORDS = List.of("error", "warn", "info", "debug", "trace");

    private final Optional<LoggerContext> context;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("postern-log-levels").factory());
    private final Map<String, Passing> passing = new HashMap<>();
    private final Map<String, Changed> changed = new TreeMap<>();

    /**
     * A level that a person has chosen.
     *
     * @param word one of {@link #WORDS}
     * @param until when it is taken back; empty: not by itself
     */
    public record Changed(String logger, String word, Optional<Instant> until) {}

    /**
     * A level that will be taken back.
     *
     * @param before null if the logger had none of its own
     */
    private record Passing(@Nullable Level before, ScheduledFuture<?> end) {}

    LogLevels(Optional<LoggerContext> context) {
        this.context = context;
    }

    /** Of this process. */
    public static LogLevels ofThisProcess() {
        return new LogLevels(
                LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                        ? Optional.of(context)
                        : Optional.empty());
    }

    /** Whether they can be changed: not where the log is not Logback's. */
    public boolean canChange() {
        return context.isPresent();
    }

    /**
     * Changes a level at once.
     *
     * @param logger name of a package or class
     * @param word one of {@link #WORDS}
     * @param time after which it is as before; empty: not by itself
     */
    public synchronized void set(String logger, String word, Optional<Duration> time) {
        Logger target = context.orElseThrow().getLogger(logger);
        Passing earlier = passing.remove(logger);
        if (earlier != null) {
            earlier.end().cancel(false);
        }
        Level before = earlier == null ? target.getLevel() : earlier.before();
        target.setLevel(Level.toLevel(word.toUpperCase(Locale.ROOT)));
        changed.put(logger, new Changed(logger, word, time.map(Instant.now()::plus)));
        time.ifPresent(it ->
                passing.put(
                        logger,
                        new Passing(
                                before,
                                thread.schedule(
                                        () -> takeBack(logger),
                                        it.toMillis(),
                                        TimeUnit.MILLISECONDS))));
    }

    /** What is otherwise than at the start, by name. */
    public synchronized List<Changed> changed() {
        return List.copyOf(changed.values());
    }

    private synchronized void takeBack(String logger) {
        changed.remove(logger);
        Passing over = passing.remove(logger);
        if (over != null) {
            context.orElseThrow().getLogger(logger).setLevel(over.before());
        }
    }

    /** Takes back what is to be taken back some time. */
    @Override
    public void close() {
        thread.shutdownNow();
        List.copyOf(passing.keySet()).forEach(this::takeBack);
    }
}
