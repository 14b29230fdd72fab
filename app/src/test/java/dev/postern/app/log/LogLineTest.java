package dev.postern.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;

import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

import java.util.List;

class LogLineTest {

    private static String line(String message, KeyValuePair... pairs) {
        LogLine layout = new LogLine(LogLine.Times.LEFT_TO_READER);
        layout.start();
        LoggingEvent event =
                new LoggingEvent(
                        "",
                        new LoggerContext().getLogger("test"),
                        Level.INFO,
                        message,
                        null,
                        new Object[0]);
        event.setKeyValuePairs(List.of(pairs));
        return layout.doLayout(event);
    }

    @Test
    void keysStandBesideTheirValues() {
        assertThat(line("Listening", new KeyValuePair("port", 1143), new KeyValuePair("a", "b c")))
                .isEqualTo("<6>INFO  Listening port=1143 a=\"b c\"\n");
    }

    /** Defect 23's neighbour: what a client sent must not look like a line of ours. */
    @Test
    void aValueCannotEndItsLineOrItsQuotes() {
        assertThat(
                        line(
                                "Refused",
                                new KeyValuePair("user", "x\" reason=none\r\nERROR fake\u001b[2J")))
                .isEqualTo(
                        "<6>INFO  Refused user=\"x\\\" reason=none\\u000d\\u000aERROR"
                                + " fake\\u001b[2J\"\n");
    }
}
