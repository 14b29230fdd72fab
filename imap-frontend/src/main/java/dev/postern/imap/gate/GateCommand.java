package dev.postern.imap.gate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A command that was read strictly, or the beginning of one.
 *
 * @param verb in upper case, {@code UID} and what follows it in one
 * @param verbEnd where in the text the verb ends
 */
record GateCommand(String tag, String verb, int verbEnd, List<Argument> arguments) {
    GateCommand {
        arguments = List.copyOf(arguments);
    }

    GateCommand with(List<Argument> read) {
        return new GateCommand(tag, verb, verbEnd, read);
    }

    int count() {
        return arguments.size();
    }

    /** The argument at a place, if it is an atom; in upper case. */
    Optional<String> word(int place) {
        return place < count() && arguments.get(place) instanceof Argument.Atom(String atom)
                ? Optional.of(atom.toUpperCase(Locale.ROOT))
                : Optional.empty();
    }

    Optional<List<Argument>> nested(int place) {
        return place < count() && arguments.get(place) instanceof Argument.Nested(var list)
                ? Optional.of(list)
                : Optional.empty();
    }

    /** Whether the message of an APPEND stands behind {@code UTF8 (} (RFC 6855 4) there. */
    boolean isUtf8Message(int place) {
        return place > 0
                && word(place).equals(Optional.of("UTF8"))
                && place + 2 == count()
                && arguments.get(place + 1).equals(new Argument.Open(List.of()));
    }
}
