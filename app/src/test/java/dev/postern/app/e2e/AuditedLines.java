package dev.postern.app.e2e;

import com.google.gson.JsonObject;

import dev.postern.core.audit.AuditReader;
import dev.postern.core.testing.log.SecretWatch;

import org.awaitility.Awaitility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a bridge of a test has written into its audit log. */
final class AuditedLines {
    private final Path directory;

    AuditedLines(Path directory) {
        this.directory = directory;
    }

    /** Those so far. */
    List<JsonObject> all() {
        List<JsonObject> lines = new ArrayList<>();
        try {
            new AuditReader(directory).read(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /** Waits for so many of a kind. */
    List<JsonObject> await(String event, int count) {
        return Awaitility.await().until(() -> of(event), lines -> lines.size() >= count);
    }

    private List<JsonObject> of(String event) {
        return all().stream()
                .filter(line -> line.get("event").getAsString().equals(event))
                .toList();
    }

    /** What no log may have, this one may not have either. */
    void searchForSecrets() {
        all().forEach(line -> SecretWatch.alsoIn(line.toString()));
    }
}
