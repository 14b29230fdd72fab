package dev.postern.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One table of a file, asked for one key after the other. Whatever doesn't fit becomes a problem,
 * and the answer is then empty. A reader that has asked for all it knows calls {@link
 * #refuseUnknownKeys()}.
 */
final class Table {

    private final Map<String, Object> values;
    private final String path;
    private final Path file;
    private final TomlPlaces places;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    Table(
            Map<String, Object> values,
            String path,
            Path file,
            TomlPlaces places,
            Problems problems) {
        this.values = values;
        this.path = path;
        this.file = file;
        this.places = places;
        this.problems = problems;
    }

    /** Where its header or brace is. */
    Origin origin() {
        return new Origin(file, path.isEmpty() ? 1 : places.lineOf(path));
    }

    /** Where {@code key} is set, or else where the table begins. */
    Origin origin(String key) {
        return values.containsKey(key)
                ? new Origin(file, places.lineOf(TomlPlaces.below(path, key)))
                : origin();
    }

    boolean has(String key) {
        known.add(key);
        return values.containsKey(key);
    }

    /** Of a table whose keys are not known in advance. */
    Set<String> keys() {
        return values.keySet();
    }

    boolean isTable(String key) {
        return has(key) && values.get(key) instanceof Map;
    }

    boolean isText(String key) {
        return has(key) && values.get(key) instanceof String;
    }

    /** Adds a problem with the value of {@code key}. */
    void refuse(String key, String expected, String found, String remedy) {
        problems.add(
                origin(key),
                TomlPlaces.shown(TomlPlaces.below(path, key)),
                expected,
                found,
                remedy);
    }

    boolean isList(String key) {
        return has(key) && values.get(key) instanceof List;
    }

    /**
     * Text that is not blank and has no control characters: what names, addresses and words are.
     */
    Optional<String> text(String key) {
        return textOverLines(key)
                .filter(text -> isFit(key, text.chars().noneMatch(Character::isISOControl)));
    }

    /** Text that is not blank; it may have line breaks and tabs. */
    Optional<String> textOverLines(String key) {
        return value(key, String.class, "text in quotes")
                .filter(text -> {
                    if (text.isBlank()) {
                        refuse(key, "some text", "none", "Write it, or take the key away.");
                    }
                    return !text.isBlank();
                })
                .filter(text -> isFit(key, text.indexOf('\0') < 0));
    }

    private boolean isFit(String key, boolean withoutControls) {
        if (!withoutControls) {
            refuse(key, "printable text", "a control character", "Take it out.");
        }
        return withoutControls;
    }

    Optional<String> requiredText(String key, String example) {
        require(key, example);
        return text(key);
    }

    Optional<Integer> integer(String key, int smallest, int largest) {
        String expected = "a whole number from " + smallest + " to " + largest;
        return value(key, Long.class, expected)
                .filter(number -> {
                    boolean fits = number >= smallest && number <= largest;
                    if (!fits) {
                        refuse(key, expected, number.toString(), "Correct the number.");
                    }
                    return fits;
                })
                .map(Math::toIntExact);
    }

    Optional<Boolean> flag(String key) {
        return value(key, Boolean.class, "true or false, without quotes");
    }

    Optional<List<String>> texts(String key) {
        String expected = "a list of texts, like [\"one\", \"two\"]";
        return value(key, List.class, expected)
                .flatMap(list -> {
                    List<String> texts = new ArrayList<>();
                    for (Object element : list) {
                        if (!(element instanceof String text) || text.isBlank()) {
                            refuse(
                                    key,
                                    expected,
                                    "a list with " + Values.described(element),
                                    "Put each element in quotes.");
                            return Optional.empty();
                        }
                        if (!isFit(key, text.chars().noneMatch(Character::isISOControl))) {
                            return Optional.empty();
                        }
                        texts.add(text);
                    }
                    return Optional.of(texts);
                });
    }

    /** One of a few words, without regard to case. */
    <T> Optional<T> word(String key, Map<String, T> words) {
        return text(key).flatMap(text -> meaning(key, text, words));
    }

    /** Some of a few words, each at most once. */
    <T> Optional<List<T>> words(String key, Map<String, T> words) {
        return texts(key)
                .flatMap(texts -> {
                    List<T> meanings = new ArrayList<>();
                    for (String text : texts) {
                        Optional<T> meaning = meaning(key, text, words);
                        if (meaning.isEmpty()) {
                            return Optional.empty();
                        }
                        if (meanings.contains(meaning.get())) {
                            refuse(
                                    key,
                                    "each word once",
                                    Values.quoted(text) + " twice",
                                    "Take one away.");
                            return Optional.empty();
                        }
                        meanings.add(meaning.get());
                    }
                    return Optional.of(meanings);
                });
    }

    Optional<Duration> duration(String key, Duration shortest, Duration longest) {
        String expected =
                "a duration from "
                        + Durations.written(shortest)
                        + " to "
                        + Durations.written(longest);
        return value(key, String.class, expected + " in quotes")
                .flatMap(text -> {
                    Optional<Duration> duration =
                            Durations.parse(text)
                                    .filter(d -> d.compareTo(shortest) >= 0)
                                    .filter(d -> d.compareTo(longest) <= 0);
                    if (duration.isEmpty()) {
                        refuse(
                                key,
                                expected,
                                Values.quoted(text),
                                "Write a number and its unit, like \"30s\" or \"5 min\".");
                    }
                    return duration;
                });
    }

    /** The table below {@code key}, whether it has a header or stands in braces. */
    Optional<Table> table(String key) {
        String below = TomlPlaces.below(path, key);
        return value(key, Map.class, "a table, [" + TomlPlaces.shown(below) + "]")
                .map(map -> child(map, below));
    }

    /** The tables below {@code key}; none if it is not there. */
    List<Table> tables(String key) {
        String below = TomlPlaces.below(path, key);
        String expected = "tables with two brackets, [[" + TomlPlaces.shown(below) + "]]";
        List<?> list = value(key, List.class, expected).orElse(List.of());
        List<Table> tables = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Map<?, ?> map) {
                tables.add(child(map, below + "[" + i + "]"));
            } else {
                refuse(
                        key,
                        expected,
                        "a list with " + Values.described(list.get(i)),
                        "Give each its own header.");
                return List.of();
            }
        }
        return tables;
    }

    void require(String key, String example) {
        if (!has(key)) {
            refuse(key, "a value", "nothing", "Add a line like: " + key + " = " + example);
        }
    }

    /** Adds a problem for each key that nobody has asked for. */
    void refuseUnknownKeys() {
        Set<String> unused = new LinkedHashSet<>(known);
        unused.removeAll(values.keySet());
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                refuse(
                        key,
                        "one of " + String.join(", ", known),
                        "a key that is not known here",
                        Spelling.closest(key, unused)
                                .map(other -> "Did you mean `" + other + "`?")
                                .orElse("Take it away; comments begin with #."));
            }
        }
    }

    private <T> Optional<T> meaning(String key, String text, Map<String, T> words) {
        for (Map.Entry<String, T> word : words.entrySet()) {
            if (word.getKey().equalsIgnoreCase(text)) {
                return Optional.of(word.getValue());
            }
        }
        refuse(
                key,
                "one of \"" + String.join("\", \"", words.keySet()) + "\"",
                Values.quoted(text),
                Spelling.closest(text, words.keySet())
                        .map(other -> "Did you mean \"" + other + "\"?")
                        .orElse("Write one of these words."));
        return Optional.empty();
    }

    private <T> Optional<T> value(String key, Class<T> type, String expected) {
        known.add(key);
        Object value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            refuse(key, expected, Values.described(value), "Write it as in the example.");
            return Optional.empty();
        }
        return Optional.of(type.cast(value));
    }

    private Table child(Map<?, ?> map, String path) {
        Map<String, Object> children = new LinkedHashMap<>();
        map.forEach((key, value) -> children.put((String) key, value));
        return new Table(children, path, file, places, problems);
    }
}
