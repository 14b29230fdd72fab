package dev.postern.core.audit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what was kept, also while it is written to; whether it is genuine is another question.
 * Lines that are none are passed over.
 */
public final class AuditReader {

    private final AuditFiles files;

    public AuditReader(Path directory) {
        files = new AuditFiles(directory);
    }

    /** One line, oldest first, as objects with {@code time} and {@code event} and more. */
    public void read(Consumer<JsonObject> reader) throws IOException {
        for (int number : files.numbers()) {
            try (Lines lines = Lines.of(files.file(number))) {
                for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                    object(line.get()).ifPresent(reader);
                }
            } catch (NoSuchFileException givenUp) {
                // It was the oldest.
            }
        }
    }

    private static Optional<JsonObject> object(byte[] line) {
        try {
            return JsonParser.parseString(new String(line, StandardCharsets.UTF_8))
                                    instanceof JsonObject object
                            && isText(object.get("time"))
                            && isText(object.get("event"))
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JsonParseException none) {
            return Optional.empty();
        }
    }

    private static boolean isText(@Nullable JsonElement element) {
        return element != null && element.isJsonPrimitive();
    }
}
