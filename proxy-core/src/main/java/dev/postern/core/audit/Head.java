package dev.postern.core.audit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * How far the log went when this was written: without it a log whose end was cut off would look
 * like a shorter one.
 *
 * @param first number of the first file that is kept
 * @param file number of the last file
 * @param length octets of it
 * @param lines since the log began
 * @param last seal of the last line
 */
record Head(int first, int file, long length, long lines, String last, State state) {

    /** Of a log that has not one line yet. */
    static final Head NONE = new Head(1, 1, 0, 0, Seal.NOTHING, State.OPEN);

    /** What may have followed. */
    enum State {
        /** Lines, if the process was killed. */
        OPEN,
        /** Nothing. */
        CLOSED
    }

    Head in(State other) {
        return new Head(first, file, length, lines, last, other);
    }

    /** After more of the same file. */
    Head after(long end, long count, String seal) {
        return new Head(first, file, end, count, seal, state);
    }

    /** At the beginning of another file. */
    Head at(int number) {
        return new Head(first, number, 0, lines, last, state);
    }

    /** With what is older than that file given up. */
    Head keepingFrom(int number) {
        return new Head(Math.max(first, number), file, length, lines, last, state);
    }

    /** Whether the file of that number must be there. */
    boolean has(int number) {
        return number == file ? length > 0 : number >= first && number < file;
    }

    /** Sealed, for its file. */
    byte[] toJson(Seal seal) {
        JsonObject json = new JsonObject();
        json.addProperty("first", first);
        json.addProperty("file", file);
        json.addProperty("length", length);
        json.addProperty("lines", lines);
        json.addProperty("last", last);
        json.addProperty("state", state.name().toLowerCase(Locale.ROOT));
        return seal.seal(Seal.NOTHING, json.toString()).line();
    }

    /** Empty if nobody sealed it. */
    static Optional<Head> read(byte[] json, Seal seal) {
        return Seal.read(json)
                .filter(sealed -> seal.holds(Seal.NOTHING, sealed))
                .flatMap(sealed -> parse(sealed.body()));
    }

    private static Optional<Head> parse(byte[] body) {
        try {
            JsonObject json =
                    JsonParser.parseString(new String(body, StandardCharsets.UTF_8))
                            .getAsJsonObject();
            return Optional.of(
                    new Head(
                            json.get("first").getAsInt(),
                            json.get("file").getAsInt(),
                            json.get("length").getAsLong(),
                            json.get("lines").getAsLong(),
                            json.get("last").getAsString(),
                            State.valueOf(
                                    json.get("state").getAsString().toUpperCase(Locale.ROOT))));
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | NullPointerException otherVersion) {
            return Optional.empty();
        }
    }
}
