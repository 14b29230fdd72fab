package dev.postern.config;

import java.util.List;
import java.util.Map;

/** Values of the configuration, as messages show them. */
final class Values {

    /** Enough to recognise it by. */
    private static final int LONGEST_SHOWN = 60;

    private Values() {}

    /** What kind of value it is. Not the value: it may be a password in the wrong place. */
    static String described(Object value) {
        return switch (value) {
            case String text -> text.isBlank() ? "empty text" : "text";
            case Long number -> "the number " + number;
            case Boolean truth -> truth.toString();
            case List<?> list -> "a list";
            case Map<?, ?> table -> "a table";
            default -> "something else";
        };
    }

    /** The text itself, in quotes, on one line: only for values that can't be secret. */
    static String quoted(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints()
                .limit(LONGEST_SHOWN)
                .forEach(character -> {
                    if (Character.isISOControl(character)) {
                        shown.append("\\u%04X".formatted(character));
                    } else {
                        shown.appendCodePoint(character);
                    }
                });
        boolean cut = text.codePointCount(0, text.length()) > LONGEST_SHOWN;
        return shown.append(cut ? "…\"" : "\"").toString();
    }
}
