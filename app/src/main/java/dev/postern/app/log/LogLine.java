package dev.postern.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;

import org.slf4j.event.KeyValuePair;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * One event on one line, for people and for grep: {@code 12:34:56.789 WARN Login refused session=s1
 * reason="no account has this user name"}. No value can break out of it.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS ");

    private final Times times;
    private final ThrowableProxyConverter traces = new ThrowableProxyConverter();

    /** Whether lines begin with the time. */
    enum Times {
        SHOWN,
        /** Whoever takes the lines puts the time before each, and reads how urgent it is. */
        LEFT_TO_READER
    }

    LogLine(Times times) {
        this.times = times;
    }

    @Override
    public void start() {
        traces.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder();
        switch (times) {
            case SHOWN ->
                    line.append(
                            TIME.format(
                                    LocalDateTime.ofInstant(
                                            event.getInstant(), ZoneId.systemDefault())));
            case LEFT_TO_READER -> line.append(priority(event.getLevel()));
        }
        line.append("%-5s ".formatted(event.getLevel())).append(sentence(event)).append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(traces.convert(event));
        }
        return line.toString();
    }

    /** As sd-daemon(3) has it, so that {@code journalctl -p warning} finds the line. */
    private static String priority(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> "<3>";
            case Level.WARN_INT -> "<4>";
            case Level.INFO_INT -> "<6>";
            default -> "<7>";
        };
    }

    /** Without time and level. */
    static String sentence(ILoggingEvent event) {
        StringBuilder line = new StringBuilder();
        escape(event.getFormattedMessage(), line);
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> append(pair, line));
        }
        return line.toString();
    }

    private static void append(KeyValuePair pair, StringBuilder line) {
        line.append(' ').append(pair.key).append('=');
        String value = String.valueOf(pair.value);
        boolean plain = !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c != '"');
        if (plain) {
            escape(value, line);
        } else {
            line.append('"');
            escape(value.replace("\"", "\\\""), line);
            line.append('"');
        }
    }

    private static void escape(String text, StringBuilder line) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                line.append("\\u%04x".formatted((int) c));
            } else {
                line.append(c);
            }
        }
    }
}
