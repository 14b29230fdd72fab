package dev.postern.core.audit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import dev.postern.core.audit.AuditFinding.Fault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows the chain of seals, line by line. */
final class ChainCheck {

    /** Whoever has cut a log to pieces need not be told of each. */
    private static final int MOST_TOLD = 20;

    private final Seal seal;
    private final List<Fault> faults = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** The seal of the line before; empty where any may stand, since that file is gone. */
    private Optional<String> previous = Optional.empty();

    private long inFile;
    private long lines;
    private long due = 1;
    private String from = "";
    private String to = "";

    ChainCheck(Seal seal) {
        this.seal = seal;
    }

    void follows(String mac) {
        previous = Optional.of(mac);
    }

    boolean endsWith(String mac) {
        return previous.filter(mac::equals).isPresent();
    }

    /** Of a file. */
    void begin() {
        inFile = 0;
    }

    void missing(String file) {
        fault(file, 0, "is missing");
        previous = Optional.empty();
    }

    void line(String file, byte[] line) {
        inFile++;
        Optional<Seal.Sealed> sealed = Seal.read(line);
        Optional<JsonObject> json = sealed.flatMap(it -> object(it.body()));
        if (sealed.isEmpty() || json.isEmpty()) {
            fault(file, inFile, "is no line of the log");
            previous = previous.or(() -> Optional.of(Seal.NOTHING));
            return;
        }
        lines++;
        long number = number(json.get());
        if (inFile == 1) {
            head(file, sealed.get(), json.get());
        } else if (!seal.holds(previous.orElse(Seal.NOTHING), sealed.get())) {
            fault(file, inFile, why(number));
        } else {
            tell(file, json.get());
        }
        previous = Optional.of(sealed.get().mac());
        due = number + 1;
        to = text(json.get(), "time");
        if (from.isEmpty()) {
            from = to;
        }
    }

    private void head(String file, Seal.Sealed sealed, JsonObject json) {
        String stated = text(json, "previous");
        if (!seal.holds(stated, sealed)) {
            fault(file, inFile, "was changed, or is not the first of this file");
        } else if (previous.isPresent() && !previous.get().equals(stated)) {
            fault(file, inFile, "does not follow on the line before: what stood between is gone");
        }
    }

    /** Only a guess: what the line says of itself may have been changed, too. */
    private String why(long number) {
        if (number > due) {
            return "does not follow on the line before: %d lines are gone".formatted(number - due);
        }
        return number == due
                ? "was changed, or the one before it was"
                : "does not belong here: it was added, or moved";
    }

    private void tell(String file, JsonObject json) {
        switch (text(json, "event")) {
            case "found-changed" ->
                    fault(
                            file,
                            inFile,
                            "says that at %s the log was found changed: %s"
                                    .formatted(text(json, "time"), text(json, "what")));
            case "lost" ->
                    note(
                            "%s events before %s could not be kept: too many at once, or a full disk."
                                    .formatted(text(json, "events"), text(json, "time")));
            case "recovered" ->
                    note(
                            "Before %s the bridge was killed, or its disk failed; %s octets of an unfinished line were taken away."
                                    .formatted(text(json, "time"), text(json, "cut")));
            default -> {}
        }
    }

    void fault(String file, long line, String what) {
        if (faults.size() < MOST_TOLD) {
            faults.add(new Fault(file, line, what));
        }
    }

    void note(String sentence) {
        if (notes.size() < MOST_TOLD) {
            notes.add(sentence);
        }
    }

    AuditFinding finding(int files) {
        return new AuditFinding(files, lines, from, to, previous.orElse(""), faults, notes);
    }

    private static Optional<JsonObject> object(byte[] body) {
        try {
            return JsonParser.parseString(new String(body, StandardCharsets.UTF_8))
                            instanceof JsonObject object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JsonParseException none) {
            return Optional.empty();
        }
    }

    private static long number(JsonObject json) {
        try {
            JsonElement line = json.get("line");
            return line == null ? 0 : line.getAsLong();
        } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException no) {
            return 0;
        }
    }

    private static String text(JsonObject json, String key) {
        JsonElement value = json.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
}
