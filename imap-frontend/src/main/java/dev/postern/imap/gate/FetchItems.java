package dev.postern.imap.gate;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What FETCH may ask for. */
final class FetchItems {

    private static final Set<String> WORDS =
            Set.of(
                    "ALL",
                    "FAST",
                    "FULL",
                    "FLAGS",
                    "UID",
                    "INTERNALDATE",
                    "ENVELOPE",
                    "BODY",
                    "BODYSTRUCTURE",
                    "RFC822",
                    "RFC822.HEADER",
                    "RFC822.SIZE",
                    "RFC822.TEXT",
                    "MODSEQ",
                    "EMAILID",
                    "THREADID",
                    "SAVEDATE",
                    "PREVIEW",
                    "X-GM-MSGID",
                    "X-GM-THRID",
                    "X-GM-LABELS");

    private static final Pattern SECTION =
            Pattern.compile(
                    "(BODY|BODY\\.PEEK|BINARY|BINARY\\.PEEK|BINARY\\.SIZE)"
                        + "\\[([0-9.]{0,200}(HEADER|TEXT|MIME)?)\\](<[0-9]{1,20}(\\.[0-9]{1,20})?>)?");

    private static final Pattern FIELDS =
            Pattern.compile("BODY(\\.PEEK)?\\[[0-9.]{0,200}HEADER\\.FIELDS(\\.NOT)?");

    private static final Pattern FIELDS_END =
            Pattern.compile("\\](<[0-9]{1,20}(\\.[0-9]{1,20})?>)?");

    private static final Set<String> MODIFIERS = Set.of("CHANGEDSINCE", "VANISHED");

    private FetchItems() {}

    /** RFC 7162 3.1.4.1, 3.2.6 */
    static boolean areModifiers(Argument argument) {
        return argument instanceof Argument.Nested(List<Argument> list)
                && !list.isEmpty()
                && list.stream().allMatch(it -> Words.isAmong(MODIFIERS, it) || Words.isNumber(it));
    }

    /** {@code BODY[HEADER.FIELDS (…)]} without a list around it. */
    static boolean isOneInBrackets(List<Argument> arguments) {
        return arguments.size() >= 4
                && matches(FIELDS, arguments.get(1))
                && arguments.get(2) instanceof Argument.Nested
                && matches(FIELDS_END, arguments.get(3));
    }

    /** The items of a command, and its modifiers. */
    static boolean areKnown(List<Argument> items) {
        int at = 0;
        while (at < items.size()) {
            int length = lengthOfOne(items, at);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** How many arguments the item there takes; none if it is unknown. */
    private static int lengthOfOne(List<Argument> items, int at) {
        Argument item = items.get(at);
        if (item instanceof Argument.Nested(List<Argument> inner)) {
            return (at <= 1 && areKnown(inner)) || areModifiers(item) ? 1 : 0;
        }
        if (matches(FIELDS, item)) {
            return areFields(items, at) ? 3 : 0;
        }
        boolean isLazy =
                at + 1 < items.size()
                        && Words.isAmong(Set.of("PREVIEW"), item)
                        && items.get(at + 1) instanceof Argument.Nested(List<Argument> inner)
                        && Words.areAmong(Set.of("LAZY"), inner);
        if (isLazy) {
            return 2;
        }
        return Words.isAmong(WORDS, item) || matches(SECTION, item) ? 1 : 0;
    }

    private static boolean areFields(List<Argument> items, int at) {
        return at + 2 < items.size()
                && items.get(at + 1) instanceof Argument.Nested(List<Argument> names)
                && names.stream().allMatch(name -> Words.astring(name).isPresent())
                && matches(FIELDS_END, items.get(at + 2));
    }

    private static boolean matches(Pattern pattern, Argument argument) {
        return argument instanceof Argument.Atom(String text)
                && pattern.matcher(text.toUpperCase(Locale.ROOT)).matches();
    }
}
