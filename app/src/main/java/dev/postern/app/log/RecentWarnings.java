package dev.postern.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * The latest lines of the log on which somebody should act: so that whoever asks a bridge how it is
 * need not look for its log. Thread-safe.
 */
public final class RecentWarnings implements Supplier<List<RecentWarnings.Line>>, AutoCloseable {

    /** As many as fit a screen; the log has all. */
    private static final int KEPT = 20;

    /**
     * One of them.
     *
     * @param level {@code WARN} or {@code ERROR}
     * @param text without a trace
     */
    public record Line(Instant time, String level, String text) {}

    private final Deque<Line> lines = new ArrayDeque<>();
    private final Appender appender = new Appender();

    private RecentWarnings() {}

    /** Of this process, from now on; none where the log is not Logback's. */
    public static RecentWarnings ofThisProcess() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                ? of(context)
                : new RecentWarnings();
    }

    static RecentWarnings of(LoggerContext context) {
        RecentWarnings warnings = new RecentWarnings();
        warnings.appender.setContext(context);
        warnings.appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(warnings.appender);
        return warnings;
    }

    private final class Appender extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                keep(
                        new Line(
                                event.getInstant(),
                                event.getLevel().toString(),
                                LogLine.sentence(event)));
            }
        }
    }

    private synchronized void keep(Line line) {
        lines.add(line);
        if (lines.size() > KEPT) {
            lines.remove();
        }
    }

    /** The last one last. */
    @Override
    public synchronized List<Line> get() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        appender.stop();
        if (appender.getContext() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(appender);
        }
    }
}
