package dev.postern.app.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import org.slf4j.event.KeyValuePair;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One event on one line, as a JSON object: time, level, logger and message, then the event's own
 * keys beside them, and its trace. Counts are numbers, everything else is text.
 */
final class LogJson extends LayoutBase<ILoggingEvent> {

    /** Behind a key of an event that is also one of ours. */
    private static final String SAME_NAME = "_";

    private final Gson gson = new GsonBuilder().disableHtmlEscaping().create();
    private final ThrowableProxyConverter traces = new ThrowableProxyConverter();

    @Override
    public void start() {
        traces.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", event.getInstant().toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("message", event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                String key = line.containsKey(pair.key) ? pair.key + SAME_NAME : pair.key;
                line.put(key, isCount(pair.value) ? pair.value : String.valueOf(pair.value));
            }
        }
        if (event.getThrowableProxy() != null) {
            line.put("trace", traces.convert(event));
        }
        return gson.toJson(line) + "\n";
    }

    /** No infinity: JSON has none. */
    private static boolean isCount(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || (value instanceof Double number && Double.isFinite(number));
    }
}
