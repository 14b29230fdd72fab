package dev.postern.app.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with {@code {{name}}} for a value, and {@code {{#name}}…{{/name}}} for what stands there
 * only if the value is true, or {@code {{^name}}…{{/name}}} if it is not. A line that has nothing
 * but the beginning or the end of such a part leaves no line.
 */
record Template(String text) {

    private static final Pattern MARK = Pattern.compile("\\{\\{([#^/]?)([A-Za-z.]+)}}");
    private static final Pattern MARK_ALONE =
            Pattern.compile("(?m)^[ \\t]*(\\{\\{[#^/][A-Za-z.]+}})[ \\t]*\\n");

    String fill(ClientValues values, Syntax syntax) {
        StringBuilder filled = new StringBuilder();
        fill(MARK_ALONE.matcher(text).replaceAll("$1"), values, syntax, filled);
        return filled.toString();
    }

    private static void fill(
            String text, ClientValues values, Syntax syntax, StringBuilder filled) {
        Matcher mark = MARK.matcher(text);
        int done = 0;
        while (mark.find(done)) {
            filled.append(text, done, mark.start());
            String name = mark.group(2);
            String kind = mark.group(1);
            done = mark.end();
            if (kind.isEmpty()) {
                filled.append(syntax.write(values.value(name)));
                continue;
            }
            String end = "{{/" + name + "}}";
            int ending = text.indexOf(end, done);
            if (kind.equals("/") || ending < 0) {
                throw new IllegalStateException(
                        "a template opens and closes %s differently".formatted(name));
            }
            if (values.isTrue(name) == kind.equals("#")) {
                fill(text.substring(done, ending), values, syntax, filled);
            }
            done = ending + end.length();
        }
        filled.append(text, done, text.length());
    }
}
