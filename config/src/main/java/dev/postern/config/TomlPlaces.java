package dev.postern.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * On which line each key and table of one file stands. A path is like {@code account[1].imap.port}:
 * keys from the root on, and the number of the element after each array of tables. Belongs to one
 * {@link TomlScanner}, and is read only once that is done.
 */
final class TomlPlaces {

    private static final Pattern ELEMENT = Pattern.compile("\\[[0-9]+]");

    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, Integer> elements = new HashMap<>();

    /**
     * Tables that so far are only there because a table in them has a header; theirs may still
     * come.
     */
    private final Set<String> implied = new HashSet<>();

    /** Of a table that was never written. */
    static TomlPlaces onOneLine(Map<String, Object> values) {
        TomlPlaces places = new TomlPlaces();
        values.keySet().forEach(key -> places.lines.put(key, 1));
        return places;
    }

    /** A path without its numbers, as people write it. */
    static String shown(String path) {
        return ELEMENT.matcher(path).replaceAll("");
    }

    static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    int lineOf(String path) {
        Integer line = lines.get(path);
        if (line == null) {
            throw new IllegalStateException("not in this file: " + shown(path));
        }
        return line;
    }

    Set<String> paths() {
        return lines.keySet();
    }

    void key(String path, int line) throws TomlSyntax {
        Integer first = lines.putIfAbsent(path, line);
        if (first != null) {
            throw twice(path, first);
        }
    }

    /** An inline table in an array. */
    void element(String array, int number, int line) {
        lines.put(array + "[" + number + "]", line);
    }

    /** A header {@code [a.b]}; the answer is its path. */
    String table(List<String> keys, int line) throws TomlSyntax {
        String path = below(parent(keys, line), keys.getLast());
        if (elements.containsKey(path)) {
            throw new TomlSyntax(
                    "[[" + shown(path) + "]]",
                    "[" + shown(path) + "]",
                    "It may stand several times: write its header with two brackets.");
        }
        Integer first = lines.get(path);
        if (first != null && !implied.remove(path)) {
            throw twice(path, first);
        }
        lines.putIfAbsent(path, line);
        return path;
    }

    /** A header {@code [[a.b]]}; the answer is the path of the element that it begins. */
    String elementOfTables(List<String> keys, int line) throws TomlSyntax {
        String path = below(parent(keys, line), keys.getLast());
        Integer first = lines.putIfAbsent(path, line);
        if (first != null && !elements.containsKey(path)) {
            throw twice(path, first);
        }
        int number = elements.merge(path, 1, Integer::sum) - 1;
        lines.put(path + "[" + number + "]", line);
        return path + "[" + number + "]";
    }

    private String parent(List<String> keys, int line) {
        String path = "";
        for (String key : keys.subList(0, keys.size() - 1)) {
            path = below(path, key);
            if (lines.putIfAbsent(path, line) == null) {
                implied.add(path);
            }
            Integer count = elements.get(path);
            if (count != null) {
                path = path + "[" + (count - 1) + "]";
            }
        }
        return path;
    }

    private static TomlSyntax twice(String path, int first) {
        return new TomlSyntax(
                "`" + shown(path) + "` once",
                "it a second time; the first is on line " + first,
                "Take one of them away, or join them.");
    }
}
