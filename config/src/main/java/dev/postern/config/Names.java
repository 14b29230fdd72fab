package dev.postern.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What may be the name of an account or an app: it becomes a file name, a word of a command and a
 * user name.
 */
final class Names {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private Names() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static Optional<String> read(Table table, String example) {
        Optional<String> name = table.requiredText("name", "\"" + example + "\"");
        name.filter(text -> !isName(text))
                .ifPresent(text ->
                        table.refuse(
                                "name",
                                "1 to 64 of a-z, 0-9, '.', '_' and '-', the first a letter or"
                                        + " digit",
                                Values.quoted(text),
                                "Choose a name like \"" + example + "\"."));
        return name.filter(Names::isName);
    }
}
