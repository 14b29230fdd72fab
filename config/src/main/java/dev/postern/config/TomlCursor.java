package dev.postern.config;

import java.util.regex.Pattern;

/** A place in a text with {@code \n} line ends. */
final class TomlCursor {

    /** What {@link #peek} says behind the last character. */
    static final int END = -1;

    /** A line that begins like a header or a setting: where reading goes on after a fault. */
    private static final Pattern STATEMENT =
            Pattern.compile("[ \\t]*(?:\\[\\[?[ \\t]*[A-Za-z]|[A-Za-z0-9_-]+[ \\t]*=)");

    private final String text;
    private int position;
    private int line = 1;

    TomlCursor(String text) {
        this.text = text;
    }

    /** Counted from 1. */
    int line() {
        return line;
    }

    /** The next character, or {@link #END}. */
    int peek() {
        return position < text.length() ? text.charAt(position) : END;
    }

    boolean isAtLineEnd() {
        return peek() == '\n' || peek() == END;
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, position);
    }

    /** The next character, passed. Not to be called at the end. */
    char next() {
        char character = text.charAt(position++);
        if (character == '\n') {
            line++;
        }
        return character;
    }

    /** Passes the next character if it is this one. */
    boolean take(char wanted) {
        boolean there = peek() == wanted;
        if (there) {
            next();
        }
        return there;
    }

    void skipBlanks() {
        while (peek() == ' ' || peek() == '\t') {
            next();
        }
    }

    void skipComment() {
        if (peek() == '#') {
            while (!isAtLineEnd()) {
                next();
            }
        }
    }

    /** What may stand between the elements of an array. */
    void skipBlanksCommentsAndLines() {
        int before;
        do {
            before = position;
            skipBlanks();
            skipComment();
            take('\n');
        } while (position > before);
    }

    /** At least the rest of this line, and those after it that can't begin a statement. */
    void skipToNextStatement() {
        do {
            while (!isAtLineEnd()) {
                next();
            }
            take('\n');
        } while (peek() != END
                && !STATEMENT.matcher(text).region(position, text.length()).lookingAt());
    }

    /** The next character as a message shows it. */
    String shown() {
        int character = peek();
        if (character == END) {
            return "the end of the file";
        }
        if (character == '\n') {
            return "the end of the line";
        }
        return Character.isISOControl(character)
                ? "the control character U+%04X".formatted(character)
                : "`" + Character.toString(text.codePointAt(position)) + "`";
    }
}
