package dev.postern.config;

import com.moandjiezana.toml.Toml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Turns one file into a {@link Table}. The one place that knows toml4j. */
final class TomlReader {

    /** Some thousand apps; toml4j takes about a second for this much. */
    static final int LARGEST_FILE = 256 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TomlReader() {}

    /** The text of a file, without its byte order mark; empty if a problem was added. */
    static Optional<String> decoded(Path file, byte[] octets, Problems problems) {
        if (octets.length > LARGEST_FILE) {
            problems.add(
                    file,
                    "at most " + LARGEST_FILE + " octets",
                    "more",
                    "Move accounts and apps into files in accounts.d and apps.d.");
            return Optional.empty();
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer out = CharBuffer.allocate(octets.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(octets), out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            problems.add(
                    new Origin(file, 1 + (int) text.chars().filter(c -> c == '\n').count()),
                    "",
                    "text in UTF-8",
                    "octets that are not UTF-8",
                    "Save the file as UTF-8.");
            return Optional.empty();
        }
        return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    }

    /** The root table; empty if a problem was added. */
    static Optional<Table> read(Path file, String text, Problems problems) {
        int before = problems.count();
        TomlScanner.Scanned scanned = TomlScanner.scan(file, text.replace("\r\n", "\n"), problems);
        if (problems.count() > before) {
            return Optional.empty();
        }
        return parsed(file, scanned, problems)
                .map(values -> new Table(values, "", file, scanned.places(), problems));
    }

    // toml4j throws what it likes, up to StackOverflowError, for what it can't read. Its messages
    // may be shown: the scanner has taken
    // all text of people's out of what it is given, except for the keys.
    static Optional<Map<String, Object>> parsed(
            Path file, TomlScanner.Scanned scanned, Problems problems) {
        Map<String, Object> raw;
        try {
            raw = new Toml().read(scanned.text()).toMap();
        } catch (RuntimeException | StackOverflowError refused) {
            problems.add(
                    new Problem(
                            file,
                            OptionalInt.empty(),
                            "",
                            "tables that fit together",
                            "what the TOML library refuses: " + refused.getMessage(),
                            "See the example configuration for the shape."));
            return Optional.empty();
        }
        Map<String, Object> values = withStrings(raw, scanned.strings());
        Set<String> paths = new HashSet<>();
        collectPaths(values, "", paths);
        if (!paths.equals(scanned.places().paths())) {
            problems.add(
                    file,
                    "every setting to be read",
                    "some that the TOML library drops or moves",
                    "Give every table a header of its own; see the example configuration.");
            return Optional.empty();
        }
        return Optional.of(values);
    }

    private static Map<String, Object> withStrings(Map<?, ?> raw, List<String> strings) {
        Map<String, Object> values = new LinkedHashMap<>();
        raw.forEach((key, value) -> values.put((String) key, withStrings(value, strings)));
        return values;
    }

    private static Object withStrings(Object raw, List<String> strings) {
        return switch (raw) {
            case String number -> strings.get(Integer.parseInt(number));
            case List<?> list ->
                    list.stream().map(element -> withStrings(element, strings)).toList();
            case Map<?, ?> map -> withStrings(map, strings);
            default -> raw;
        };
    }

    private static void collectPaths(Map<?, ?> values, String path, Set<String> paths) {
        values.forEach((key, value) -> {
            String child = TomlPlaces.below(path, (String) key);
            paths.add(child);
            collectPaths(value, child, paths);
        });
    }

    private static void collectPaths(Object value, String path, Set<String> paths) {
        if (value instanceof Map<?, ?> map) {
            collectPaths(map, path, paths);
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                String element = path + "[" + i + "]";
                if (list.get(i) instanceof Map<?, ?>) {
                    paths.add(element);
                }
                collectPaths(list.get(i), element, paths);
            }
        }
    }
}
