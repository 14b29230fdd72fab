package dev.postern.app.e2e;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.filter.Filter;

import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Everything that is logged in this process, at every level, Netty's own words included. */
final class LoggedWords implements AutoCloseable {

    /** The provider's log is not ours: GreenMail writes down what users and messages it has. */
    private static final String PROVIDER = "com.icegreen";

    private final Logger root;
    private final Level levelBefore;
    private final Map<Appender<ILoggingEvent>, List<Filter<ILoggingEvent>>> filtersBefore =
            new HashMap<>();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private final AppenderBase<ILoggingEvent> appender =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    if (!event.getLoggerName().startsWith(PROVIDER)) {
                        lines.add(
                                event.getLoggerName()
                                        + " "
                                        + event.getFormattedMessage()
                                        + " "
                                        + event.getKeyValuePairs()
                                        + " "
                                        + ThrowableProxyUtil.asString(event.getThrowableProxy()));
                    }
                }
            };

    LoggedWords() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        levelBefore = root.getLevel();
        // What other appenders print stays as it was: no need for megabytes on the console.
        root.iteratorForAppenders()
                .forEachRemaining(other -> {
                    filtersBefore.put(other, other.getCopyOfAttachedFiltersList());
                    ThresholdFilter filter = new ThresholdFilter();
                    filter.setLevel(String.valueOf(levelBefore));
                    filter.start();
                    other.addFilter(filter);
                });
        appender.setContext(context);
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
    }

    String all() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        root.setLevel(levelBefore);
        root.detachAppender(appender);
        filtersBefore.forEach((other, filters) -> {
            other.clearAllFilters();
            filters.forEach(other::addFilter);
        });
    }
}
