package dev.postern.core.testing.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

import org.slf4j.LoggerFactory;

/** Hears our own classes at every level where Logback is the backend; others print as before. */
final class LogbackTap extends AppenderBase<ILoggingEvent> {

    private static final String OURS = "dev.postern";

    private final SecretSearch search;

    private LogbackTap(SecretSearch search) {
        this.search = search;
    }

    static void open(SecretSearch search) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            root.iteratorForAppenders()
                    .forEachRemaining(other -> {
                        Filter<ILoggingEvent> filter = asRoot(root);
                        filter.start();
                        other.addFilter(filter);
                    });
            LogbackTap tap = new LogbackTap(search);
            tap.setContext(context);
            tap.start();
            Logger ours = context.getLogger(OURS);
            ours.setLevel(Level.TRACE);
            ours.addAppender(tap);
        }
    }

    /** Lets through what the root's level would have. */
    private static Filter<ILoggingEvent> asRoot(Logger root) {
        return new Filter<>() {
            @Override
            public FilterReply decide(ILoggingEvent event) {
                return event.getLevel().isGreaterOrEqual(root.getLevel())
                        ? FilterReply.NEUTRAL
                        : FilterReply.DENY;
            }
        };
    }

    @Override
    protected void append(ILoggingEvent event) {
        search.line(
                event.getFormattedMessage()
                        + " "
                        + event.getKeyValuePairs()
                        + " "
                        + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
}
