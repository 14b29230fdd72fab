package dev.postern.imap.gate;

import dev.postern.imap.Grammar;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which flags an app may change; keywords it always may.
 *
 * @param system those that begin with a backslash, in upper case
 */
record Flags(Set<String> system) {

    static final Flags MARKS = new Flags(Set.of("\\SEEN", "\\FLAGGED", "\\ANSWERED"));

    static final Flags MARKS_AND_DRAFT =
            new Flags(Set.of("\\SEEN", "\\FLAGGED", "\\ANSWERED", "\\DRAFT"));

    static final Flags ALL =
            new Flags(Set.of("\\SEEN", "\\FLAGGED", "\\ANSWERED", "\\DRAFT", "\\DELETED"));

    Flags {
        system = Set.copyOf(system);
    }

    /** Whether all are flags at all. */
    static boolean areFlags(List<Argument> arguments) {
        return arguments.stream()
                .allMatch(
                        argument -> argument instanceof Argument.Atom(String flag) && isFlag(flag));
    }

    private static boolean isFlag(String flag) {
        String name = flag.startsWith("\\") ? flag.substring(1) : flag;
        return !name.isEmpty() && name.chars().allMatch(Grammar::isAtom);
    }

    boolean allow(List<Argument> arguments) {
        return arguments.stream()
                .allMatch(
                        argument -> argument instanceof Argument.Atom(String flag) && allow(flag));
    }

    private boolean allow(String flag) {
        return !flag.startsWith("\\") || system.contains(flag.toUpperCase(Locale.ROOT));
    }
}
