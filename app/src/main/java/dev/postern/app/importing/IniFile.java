package dev.postern.app.importing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An INI file as Python's ConfigParser reads it without interpolation: comments on lines of their
 * own, values over several lines if the later ones are indented deeper, keys without regard to
 * case, and what {@code [DEFAULT]} says in every section.
 */
public record IniFile(List<Section> sections) {

    private static final Pattern HEADER = Pattern.compile("\\[(.+)].*");
    private static final Pattern SETTING = Pattern.compile("([^=:]*)[=:](.*)", Pattern.DOTALL);
    private static final String DEFAULT = "DEFAULT";

    public IniFile {
        sections = List.copyOf(sections);
    }

    /** What became of a text. */
    public sealed interface Reading {

        /** It has this in it. */
        record Fine(IniFile file) implements Reading {}

        /**
         * It is no such file.
         *
         * @param sentence without anything of the line itself
         */
        record Fault(int line, String sentence) implements Reading {}
    }

    /**
     * One section.
     *
     * @param values by their keys, in lower case and in the order of the file
     */
    public record Section(String name, int line, Map<String, Value> values) {

        /** Empty if the key is not there or has nothing behind it. */
        Optional<String> text(String key) {
            return Optional.ofNullable(values.get(key))
                    .map(Value::text)
                    .filter(text -> !text.isEmpty());
        }

        /** As ConfigParser takes truth. */
        boolean isOn(String key) {
            return text(key)
                    .filter(text -> text.toLowerCase(Locale.ROOT).matches("1|yes|true|on"))
                    .isPresent();
        }
    }

    /** What stands behind a key, and where. */
    public record Value(String text, int line) {
        // A secret may be in it.
        @Override
        public String toString() {
            return "line " + line;
        }
    }

    /** Reads {@code text}; of two equal sections or keys the second is a fault, as there. */
    public static Reading read(String text) {
        return new Reader().read(text);
    }

    /** The state between two lines. */
    private static final class Reader {
        private final Map<String, Section> sections = new LinkedHashMap<>();
        private Map<String, Value> values = new LinkedHashMap<>();
        private String key = "";
        private int indent;
        private boolean inSection;

        Reading read(String text) {
            int number = 0;
            for (String line : text.lines().toList()) {
                number++;
                Optional<String> fault = take(line, number);
                if (fault.isPresent()) {
                    return new Reading.Fault(number, fault.get());
                }
            }
            Map<String, Value> common =
                    Optional.ofNullable(sections.remove(DEFAULT))
                            .map(Section::values)
                            .orElse(Map.of());
            return new Reading.Fine(
                    new IniFile(
                            sections.values().stream()
                                    .map(section -> stripped(section, common))
                                    .toList()));
        }

        private Optional<String> take(String line, int number) {
            String content = line.strip();
            if (content.startsWith("#") || content.startsWith(";")) {
                return Optional.empty();
            }
            int depth = line.indexOf(content);
            if (content.isEmpty() || (!key.isEmpty() && depth > indent)) {
                more(content);
                return Optional.empty();
            }
            indent = depth;
            Matcher header = HEADER.matcher(content);
            if (header.matches()) {
                return section(header.group(1), number);
            }
            Matcher setting = SETTING.matcher(content);
            if (!inSection || !setting.matches() || setting.group(1).isBlank()) {
                return Optional.of(
                        inSection
                                ? "expected KEY = VALUE, found something else"
                                : "expected a [section] first, found something else");
            }
            key = setting.group(1).strip().toLowerCase(Locale.ROOT);
            Value value = new Value(setting.group(2).strip(), number);
            return values.putIfAbsent(key, value) == null
                    ? Optional.empty()
                    : Optional.of("expected each key once in a section, found one again");
        }

        private void more(String content) {
            values.computeIfPresent(
                    key, (name, value) -> new Value(value.text() + "\n" + content, value.line()));
        }

        private Optional<String> section(String name, int number) {
            inSection = true;
            key = "";
            values = new LinkedHashMap<>();
            return sections.putIfAbsent(name, new Section(name, number, values)) == null
                    ? Optional.empty()
                    : Optional.of("expected each section once, found one again");
        }

        private static Section stripped(Section section, Map<String, Value> common) {
            Map<String, Value> values = new LinkedHashMap<>();
            section.values()
                    .forEach((key, value) ->
                            values.put(key, new Value(value.text().strip(), value.line())));
            common.forEach((key, value) ->
                    values.putIfAbsent(key, new Value(value.text().strip(), value.line())));
            return new Section(section.name(), section.line(), values);
        }
    }
}
