package dev.postern.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;

/**
 * Sends the log to standard error; found by Logback itself. In code, because reading an XML file
 * takes longer than starting the bridge.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {

    private static final String STANDARD_ERROR = "standard error";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName(STANDARD_ERROR);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, LogFormat.TEXT));
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        // Commands talk to people themselves; only a bridge keeps a log.
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
        LayoutBase<ILoggingEvent> layout =
                switch (format) {
                    case TEXT -> new LogLine(LogLine.Times.SHOWN);
                    case JOURNAL -> new LogLine(LogLine.Times.LEFT_TO_READER);
                    case JSON -> new LogJson();
                };
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }

    /** From now on the log tells what a bridge does, in lines of that form. */
    public static void tellAll(LogFormat format) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            root.setLevel(Level.INFO);
            if (root.getAppender(STANDARD_ERROR)
                    instanceof ConsoleAppender<ILoggingEvent> appender) {
                appender.setEncoder(encoder(context, format));
            }
        }
    }
}
