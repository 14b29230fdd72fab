package dev.postern.config;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Strings, and the words that stand without quotes: numbers, {@code true} and {@code false}. */
final class TomlScalars {

    private static final Pattern INTEGER = Pattern.compile("[+-]?(?:0|[1-9](?:_?[0-9])*)");
    private static final Pattern LEADING_ZERO = Pattern.compile("[+-]?0[0-9_]+");
    private static final Pattern OTHER_BASE = Pattern.compile("[+-]?0[xob].*");
    private static final Pattern FLOAT =
            Pattern.compile("[+-]?(?:[0-9_]+(?:\\.[0-9_]+)?(?:[eE][+-]?[0-9_]+)?|inf|nan)");
    private static final Pattern DATE_OR_TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-.*|[0-9]{2}:[0-9]{2}.*");

    /** Of the largest number that TOML has. */
    private static final int MOST_DIGITS = 19;

    private TomlScalars() {}

    /** The text of the string that begins at the cursor, with single or double quotes. */
    static String string(TomlCursor cursor) throws TomlSyntax {
        if (cursor.startsWith("\"\"\"") || cursor.startsWith("'''")) {
            throw new TomlSyntax(
                    "text on one line",
                    "three quotes, which begin a text over lines",
                    "Such texts are not supported here: write \\n for a line break.");
        }
        char quote = cursor.next();
        StringBuilder text = new StringBuilder();
        while (cursor.peek() != quote) {
            int character = cursor.peek();
            if (cursor.isAtLineEnd()) {
                throw new TomlSyntax(
                        "a closing " + quote, cursor.shown(), "Close the text on its line.");
            }
            if (Character.isISOControl(character) && character != '\t') {
                throw new TomlSyntax(
                        "printable text",
                        cursor.shown(),
                        "Take it out, or write it as \"\\u%04X\".".formatted(character));
            }
            if (character == '\\' && quote == '"') {
                text.append(escape(cursor));
            } else {
                text.append(cursor.next());
            }
        }
        cursor.next();
        return text.toString();
    }

    private static String escape(TomlCursor cursor) throws TomlSyntax {
        cursor.next();
        if (cursor.isAtLineEnd()) {
            throw unknownEscape(cursor.shown());
        }
        String shown = cursor.shown();
        char letter = cursor.next();
        return switch (letter) {
            case 'b' -> "\b";
            case 't' -> "\t";
            case 'n' -> "\n";
            case 'f' -> "\f";
            case 'r' -> "\r";
            case '"' -> "\"";
            case '\\' -> "\\";
            case 'u' -> codePoint(cursor, letter, 4);
            case 'U' -> codePoint(cursor, letter, 8);
            default -> throw unknownEscape("a backslash before " + shown);
        };
    }

    private static String codePoint(TomlCursor cursor, char letter, int digits) throws TomlSyntax {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = cursor.peek() < 0x80 ? Character.digit(cursor.peek(), 16) : -1;
            if (digit < 0) {
                throw unknownEscape("`\\" + letter + "` without " + digits + " digits");
            }
            // Eight digits overflow into a negative number at worst, which is refused below.
            value = value * 16 + digit;
            cursor.next();
        }
        boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        if (surrogate || !Character.isValidCodePoint(value)) {
            throw unknownEscape("the number of no character");
        }
        return Character.toString(value);
    }

    private static TomlSyntax unknownEscape(String found) {
        return new TomlSyntax(
                "one of \\b \\t \\n \\f \\r \\\" \\\\ \\u and four digits, \\U and eight digits",
                found,
                "For a backslash write \\\\, or put the text in single quotes: 'C:\\mail'.");
    }

    /**
     * The value as toml4j reads it without fault.
     *
     * @param word not empty; never shown, since a password may have been written without quotes
     */
    static String bare(String word) throws TomlSyntax {
        if (word.equals("true") || word.equals("false")) {
            return word;
        }
        if (INTEGER.matcher(word).matches()) {
            return integer(word);
        }
        if (LEADING_ZERO.matcher(word).matches()) {
            throw new TomlSyntax(
                    "a number", "a number with a zero before it", "Take the zero away.");
        }
        if (OTHER_BASE.matcher(word).matches()) {
            throw new TomlSyntax(
                    "a decimal number",
                    "one that is hexadecimal, octal or binary",
                    "These are not supported here: write it with the digits 0 to 9.");
        }
        if (DATE_OR_TIME.matcher(word).matches()) {
            throw new TomlSyntax(
                    "text, a number, true or false",
                    "a date or time",
                    "Dates and times are not supported here without quotes: \"2027-01-31\".");
        }
        if (FLOAT.matcher(word).matches()) {
            throw new TomlSyntax(
                    "a whole number",
                    "another kind of number",
                    "Numbers with a fraction or an exponent, inf and nan are not supported here.");
        }
        if (word.equals("command") || word.equals("shell")) {
            throw new TomlSyntax(
                    "text in quotes or a table",
                    "the word `" + word + "`",
                    "Write it as a table: credential = { " + word + " = \"…\" }.");
        }
        throw new TomlSyntax(
                "text in quotes, a number, true or false",
                "a word without quotes",
                "Put text in quotes: \"like this\".");
    }

    private static String integer(String word) throws TomlSyntax {
        String digits = word.replace("_", "").replace("+", "");
        boolean tooLong = digits.replace("-", "").length() > MOST_DIGITS;
        if (tooLong || new BigInteger(digits).bitLength() >= Long.SIZE) {
            throw new TomlSyntax(
                    "a number of at most " + Long.MAX_VALUE,
                    "a larger one",
                    "Write a smaller number.");
        }
        return digits;
    }
}
