package dev.postern.app.client;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** How the languages of configuration files write values. */
public enum Syntax {
    /** For people. */
    TEXT,
    /** POSIX shells. */
    SHELL,
    /** mutt's and neomutt's, where a command stands between backticks. */
    MUTT,
    /** mbsync's, and many others': backslashes before quotes. */
    BACKSLASHES,
    /** msmtp's, which takes away the outermost quotes and knows no other. */
    OUTER_QUOTES,
    /** Python's configparser with interpolation. */
    INTERPOLATED_INI,
    /** Python's configparser without interpolation. */
    RAW_INI,
    PYTHON,
    /** git's, where a command stands between quotes. */
    GIT,
    JAVASCRIPT,
    XML;

    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    /**
     * @throws UnwritableException if the language has no way to write it
     */
    String write(ClientValue value) {
        return switch (value) {
            case ClientValue.Text(String given) -> text(printable(given));
            case ClientValue.Command(String line) -> command(printable(line));
            case ClientValue.Plain(String plain) -> plain;
            case ClientValue.Port(int number) -> String.valueOf(number);
            case ClientValue.Choice ignored ->
                    throw new IllegalStateException("a template prints a choice");
        };
    }

    private String text(String given) {
        return switch (this) {
            case TEXT, RAW_INI -> given;
            case SHELL -> inShell(given);
            case MUTT -> escaped(given, "\\\"$`");
            case BACKSLASHES, GIT -> escaped(given, "\\\"");
            case OUTER_QUOTES -> '"' + given + '"';
            case INTERPOLATED_INI -> given.replace("%", "%%");
            case PYTHON -> inPython(given);
            case JAVASCRIPT -> JSON.toJson(given);
            case XML -> inXml(given);
        };
    }

    private String command(String line) {
        return switch (this) {
            case TEXT, SHELL -> line;
            case MUTT -> betweenBackticks(line);
            case BACKSLASHES -> escaped(line, "\\\"");
            case GIT -> line.replace("\\", "\\\\").replace("\"", "\\\"");
            case OUTER_QUOTES -> '"' + line + '"';
            case INTERPOLATED_INI -> inPython(line).replace("%", "%%");
            case RAW_INI, PYTHON -> inPython(line);
            case JAVASCRIPT -> JSON.toJson(line);
            case XML -> inXml(line);
        };
    }

    /** A line end would end a value in most of the languages. */
    private static String printable(String given) {
        if (given.chars().anyMatch(Character::isISOControl)) {
            throw new UnwritableException("a control character", given);
        }
        return given;
    }

    private static String inShell(String given) {
        return "'" + given.replace("'", "'\\''") + "'";
    }

    private static String betweenBackticks(String line) {
        if (line.indexOf('`') >= 0) {
            throw new UnwritableException("a backtick", line);
        }
        return line;
    }

    private static String escaped(String given, String special) {
        StringBuilder escaped = new StringBuilder("\"");
        given.codePoints()
                .forEach(c -> {
                    if (special.indexOf(c) >= 0) {
                        escaped.append('\\');
                    }
                    escaped.appendCodePoint(c);
                });
        return escaped.append('"').toString();
    }

    private static String inPython(String given) {
        return "'" + given.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String inXml(String given) {
        return given.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }
}
