package dev.postern.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.KeyValuePair;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class LogFormatTest {
    @TempDir private Path directory;

    private Path linkTo(String target) throws Exception {
        return Files.createSymbolicLink(directory.resolve("2"), Path.of(target));
    }

    @Test
    void aTerminalGetsText() throws Exception {
        assertThat(LogFormat.of(Map.of(), linkTo("/dev/pts/7"))).isEqualTo(LogFormat.TEXT);
    }

    @Test
    void aPipeGetsJson() throws Exception {
        assertThat(LogFormat.of(Map.of(), linkTo("pipe:[4711]"))).isEqualTo(LogFormat.JSON);
    }

    @Test
    void theJournalIsKnownByWhatItHasMadeOfStandardError() throws Exception {
        Path file = Files.createFile(directory.resolve("socket"));
        Map<String, Object> id = Files.readAttributes(file, "unix:dev,ino");
        Path link = linkTo(file.toString());
        assertThat(
                        LogFormat.of(
                                Map.of("JOURNAL_STREAM", id.get("dev") + ":" + id.get("ino")),
                                link))
                .isEqualTo(LogFormat.JOURNAL);
        // Inherited from whoever has redirected it.
        assertThat(LogFormat.of(Map.of("JOURNAL_STREAM", "8:1"), link)).isEqualTo(LogFormat.JSON);
    }

    @Test
    void aLineOfJsonHasTheKeysOfTheEvent() {
        LogJson layout = new LogJson();
        layout.start();
        LoggingEvent event =
                new LoggingEvent(
                        "",
                        new LoggerContext().getLogger("test"),
                        Level.WARN,
                        "Login\nrefused",
                        new IllegalStateException("why"),
                        new Object[0]);
        event.setKeyValuePairs(
                List.of(
                        new KeyValuePair("session", "s\"1"),
                        new KeyValuePair("sent", 12L),
                        new KeyValuePair("level", "debug")));
        String line = layout.doLayout(event);
        assertThat(line).endsWith("\n").containsOnlyOnce("\n");
        JsonObject json = JsonParser.parseString(line).getAsJsonObject();
        assertThat(json.get("message").getAsString()).isEqualTo("Login\nrefused");
        assertThat(json.get("level").getAsString()).isEqualTo("WARN");
        assertThat(json.get("level_").getAsString()).isEqualTo("debug");
        assertThat(json.get("session").getAsString()).isEqualTo("s\"1");
        assertThat(json.get("sent").getAsLong()).isEqualTo(12);
        assertThat(json.get("trace").getAsString()).contains("IllegalStateException: why");
    }
}
