package dev.postern.app.control;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import dev.postern.app.control.TraceSource.Begun;
import dev.postern.app.control.TraceSource.TraceText;
import dev.postern.app.operation.Answer;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A request that is answered by line after line, until its time is over: each a {@link TraceText},
 * the last an answer. Empty lines between them tell whether somebody still listens.
 *
 * @param seconds how long
 */
record TraceStream(String app, long seconds) {

    /** Longer than anybody looks on at one fault. */
    static final long LONGEST = Duration.ofDays(1).toSeconds();

    private static final Duration BETWEEN_SIGNS = Duration.ofSeconds(2);

    /** For the last words. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(10);

    private static final Gson GSON = new Gson();

    String request() {
        JsonObject json = new JsonObject();
        json.addProperty("operation", "trace");
        json.addProperty("app", app);
        json.addProperty("seconds", String.valueOf(seconds));
        return json.toString();
    }

    /** Empty if {@code line} asks for something else. */
    static Optional<TraceStream> asked(String line) {
        try {
            if (JsonParser.parseString(line) instanceof JsonObject json
                    && json.get("operation") instanceof JsonPrimitive operation
                    && operation.getAsString().equals("trace")) {
                long seconds = Long.parseLong(RequestJson.text(json, "seconds"));
                return Optional.of(
                        new TraceStream(
                                RequestJson.text(json, "app"), Math.clamp(seconds, 1L, LONGEST)));
            }
            return Optional.empty();
        } catch (JsonParseException | NumberFormatException strange) {
            return Optional.empty();
        }
    }

    /** The bridge's end. */
    void serve(TraceSource source, Conversation conversation) throws IOException {
        conversation.allow(Duration.ofSeconds(seconds).plus(AFTERWARDS));
        switch (source.watch(app)) {
            case Begun.Refused(String sentence) ->
                    conversation.write(AnswerJson.write(new Answer.Refused(sentence)));
            case Begun.Watching(TraceSource.Watch watch) -> {
                try (watch) {
                    follow(watch, conversation);
                    conversation.write(AnswerJson.write(new Answer.Done(List.of())));
                } catch (InterruptedException closing) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void follow(TraceSource.Watch watch, Conversation conversation)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        for (long left = end - System.nanoTime();
                left > 0 && watch.isOpen();
                left = end - System.nanoTime()) {
            Duration patience = Duration.ofNanos(Math.min(left, BETWEEN_SIGNS.toNanos()));
            conversation.write(watch.next(patience).map(GSON::toJson).orElse(""));
        }
    }

    /** The command's end. */
    static Answer follow(BufferedReader bridge, Consumer<TraceText> lines) throws IOException {
        for (String line = bridge.readLine(); line != null; line = bridge.readLine()) {
            if (line.isEmpty()) {
                continue;
            }
            if (JsonParser.parseString(line) instanceof JsonObject json && json.has("answer")) {
                return AnswerJson.read(line);
            }
            lines.accept(GSON.fromJson(line, TraceText.class));
        }
        return new Answer.StateUnusable("The bridge has stopped.");
    }
}
