package dev.postern.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Reads TOML strictly before toml4j does, and writes it anew in the little TOML that toml4j can be
 * trusted with: keys without quotes, a number in the place of each string, plain decimal numbers,
 * no comments, one statement a line and on its own line. toml4j 0.7.2 drops a key without a value,
 * breaks {@code \\} and {@code \U}, lets control characters pass, keeps the quotes of keys, and
 * knows no lines.
 *
 * <p>After a fault it goes on with the next statement, so that a person hears of every one.
 */
final class TomlScanner {

    /**
     * More than any setting needs; it keeps recursion, here and in toml4j, far from the end of the
     * stack.
     */
    private static final int DEEPEST = 8;

    private static final String KEY_CHARACTERS = "letters, digits, _ and -";

    private enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        ARRAY,
        TABLE
    }

    /**
     * What a scan has found.
     *
     * @param text for toml4j
     * @param strings the value of each string; {@code text} has its number in this list instead
     */
    record Scanned(String text, List<String> strings, TomlPlaces places) {}

    private final Path file;
    private final TomlCursor cursor;
    private final Problems problems;
    private final StringBuilder text = new StringBuilder();
    private final List<String> strings = new ArrayList<>();
    private final TomlPlaces places = new TomlPlaces();
    private String table = "";
    private String current = "";
    private int writtenLines = 1;

    private TomlScanner(Path file, String text, Problems problems) {
        this.file = file;
        this.cursor = new TomlCursor(text);
        this.problems = problems;
    }

    /** What it answers may be used only if no problem was added. */
    static Scanned scan(Path file, String text, Problems problems) {
        TomlScanner scanner = new TomlScanner(file, text, problems);
        scanner.document();
        return new Scanned(scanner.text.toString(), scanner.strings, scanner.places);
    }

    private void document() {
        while (cursor.peek() != TomlCursor.END) {
            cursor.skipBlanksCommentsAndLines();
            for (; writtenLines < cursor.line(); writtenLines++) {
                text.append('\n');
            }
            try {
                statement();
            } catch (TomlSyntax fault) {
                problems.add(
                        new Problem(
                                file,
                                OptionalInt.of(cursor.line()),
                                TomlPlaces.shown(current),
                                fault.expected(),
                                fault.found(),
                                fault.remedy()));
                cursor.skipToNextStatement();
            }
        }
    }

    private void statement() throws TomlSyntax {
        current = "";
        if (cursor.peek() == TomlCursor.END) {
            return;
        }
        if (cursor.peek() == '[') {
            header();
        } else {
            setting(table, 0);
        }
        cursor.skipBlanks();
        if (cursor.peek() != '#' && !cursor.isAtLineEnd()) {
            throw new TomlSyntax(
                    "the end of the line", cursor.shown(), "Put each setting on its own line.");
        }
    }

    private void header() throws TomlSyntax {
        int line = cursor.line();
        // Whatever follows a header with a fault belongs to no table that is known.
        table = "(line " + line + ")";
        cursor.next();
        boolean array = cursor.take('[');
        List<String> keys = new ArrayList<>();
        do {
            cursor.skipBlanks();
            keys.add(key());
            cursor.skipBlanks();
        } while (cursor.take('.'));
        String written = String.join(".", keys);
        if (!cursor.take(']') || (array && !cursor.take(']'))) {
            throw new TomlSyntax(
                    array ? "[[" + written + "]]" : "[" + written + "]",
                    cursor.shown(),
                    "Close the header.");
        }
        if (keys.size() > DEEPEST) {
            throw tooDeep();
        }
        current = written;
        table = array ? places.elementOfTables(keys, line) : places.table(keys, line);
        text.append(array ? "[[" : "[").append(written).append(array ? "]]" : "]");
    }

    private void setting(String parent, int depth) throws TomlSyntax {
        int line = cursor.line();
        String key = key();
        current = TomlPlaces.below(parent, key);
        cursor.skipBlanks();
        if (cursor.peek() == '.') {
            throw new TomlSyntax(
                    "= after the key",
                    "a dot",
                    "Keys with dots are not supported here: put a header above, like"
                            + " [account.imap].");
        }
        if (!cursor.take('=')) {
            throw new TomlSyntax(
                    "= and a value", cursor.shown(), "Write it like " + key + " = \"value\".");
        }
        places.key(current, line);
        cursor.skipBlanks();
        text.append(key).append('=');
        value(current, depth);
    }

    private String key() throws TomlSyntax {
        if (cursor.peek() == '\'') {
            throw new TomlSyntax(
                    "a key of " + KEY_CHARACTERS,
                    "single quotes",
                    "Keys in single quotes are not supported here: leave the quotes away.");
        }
        StringBuilder key = new StringBuilder();
        if (cursor.peek() == '"') {
            key.append(TomlScalars.string(cursor));
        } else {
            while (isKeyCharacter(cursor.peek())) {
                key.append(cursor.next());
            }
        }
        if (key.isEmpty() || !key.chars().allMatch(TomlScanner::isKeyCharacter)) {
            throw new TomlSyntax(
                    "a key of " + KEY_CHARACTERS,
                    key.isEmpty() ? cursor.shown() : "other characters in it",
                    "Begin the line with a key or a header; begin a comment with #.");
        }
        return key.toString();
    }

    private static boolean isKeyCharacter(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '_'
                || character == '-';
    }

    private Kind value(String path, int depth) throws TomlSyntax {
        if (depth > DEEPEST) {
            throw tooDeep();
        }
        return switch (cursor.peek()) {
            case '"', '\'' -> {
                strings.add(TomlScalars.string(cursor));
                text.append('"').append(strings.size() - 1).append('"');
                yield Kind.TEXT;
            }
            case '[' -> {
                array(path, depth);
                yield Kind.ARRAY;
            }
            case '{' -> {
                inlineTable(path, depth);
                yield Kind.TABLE;
            }
            default -> {
                String word = word();
                text.append(TomlScalars.bare(word));
                yield word.equals("true") || word.equals("false") ? Kind.TRUTH : Kind.NUMBER;
            }
        };
    }

    private String word() throws TomlSyntax {
        StringBuilder word = new StringBuilder();
        while (!cursor.isAtLineEnd() && " \t,]}#".indexOf(cursor.peek()) < 0) {
            word.append(cursor.next());
        }
        if (word.isEmpty()) {
            throw new TomlSyntax("a value", cursor.shown(), "Write a value, or take the key away.");
        }
        return word.toString();
    }

    private void array(String path, int depth) throws TomlSyntax {
        cursor.next();
        text.append('[');
        Kind first = null;
        int number = 0;
        cursor.skipBlanksCommentsAndLines();
        while (!cursor.take(']')) {
            if (cursor.peek() == '{') {
                places.element(path, number, cursor.line());
            }
            Kind kind = value(path + "[" + number + "]", depth + 1);
            if (first != null && first != kind) {
                throw new TomlSyntax(
                        "elements of one type", "several types", "Write all of them alike.");
            }
            first = kind;
            number++;
            cursor.skipBlanksCommentsAndLines();
            if (cursor.take(',')) {
                text.append(',');
            } else if (cursor.peek() != ']') {
                throw new TomlSyntax(
                        ", or ]", cursor.shown(), "Separate the elements, or close the array.");
            }
            cursor.skipBlanksCommentsAndLines();
        }
        text.append(']');
    }

    private void inlineTable(String path, int depth) throws TomlSyntax {
        cursor.next();
        text.append('{');
        cursor.skipBlanks();
        if (!cursor.take('}')) {
            do {
                cursor.skipBlanks();
                if (cursor.isAtLineEnd() || cursor.peek() == '#') {
                    throw new TomlSyntax(
                            "a table in braces on one line",
                            cursor.shown(),
                            "Join the lines, or give the table a header of its own.");
                }
                setting(path, depth + 1);
                cursor.skipBlanks();
                text.append(cursor.peek() == ',' ? ',' : '}');
            } while (cursor.take(','));
            if (!cursor.take('}')) {
                throw new TomlSyntax(
                        ", or } on the same line",
                        cursor.shown(),
                        "Separate the settings, or close the table.");
            }
        } else {
            text.append('}');
        }
        current = path;
    }

    private static TomlSyntax tooDeep() {
        return new TomlSyntax(
                "at most " + DEEPEST + " levels",
                "more",
                "No setting needs so many: look for a bracket too much.");
    }
}
