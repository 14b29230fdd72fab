package dev.postern.imap.gate;

import dev.postern.imap.Grammar;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Kinds of arguments that several verbs have. */
final class Words {

    private Words() {}

    /** A mailbox name, or any other string. */
    static Optional<String> astring(Argument argument) {
        return switch (argument) {
            case Argument.Text(String text) -> Optional.of(text);
            case Argument.Atom(String text) ->
                    Optional.of(text).filter(it -> it.chars().allMatch(Grammar::isAstring));
            case Argument.Nested ignored -> Optional.empty();
            case Argument.Open ignored -> Optional.empty();
        };
    }

    /** Whatever stands there, if it is no list: providers write names as atoms of any octets. */
    static Optional<String> string(Argument argument) {
        return switch (argument) {
            case Argument.Text(String text) -> Optional.of(text);
            case Argument.Atom(String text) -> Optional.of(text);
            case Argument.Nested ignored -> Optional.empty();
            case Argument.Open ignored -> Optional.empty();
        };
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** A pattern of LIST, which may hold wildcards. */
    static boolean isPattern(Argument argument) {
        return switch (argument) {
            case Argument.Text ignored -> true;
            case Argument.Atom(String text) -> text.indexOf('\\') < 0;
            case Argument.Nested ignored -> false;
            case Argument.Open ignored -> false;
        };
    }

    /** A set of messages, {@code $} (RFC 5182) included. */
    static boolean isSet(Argument argument) {
        return argument instanceof Argument.Atom(String text)
                && (text.equals("$")
                        || (text.chars().allMatch(c -> Grammar.isDigit(c) || ":*,".indexOf(c) >= 0)
                                && ",:".indexOf(text.charAt(0)) < 0));
    }

    static boolean isNumber(Argument argument) {
        return argument instanceof Argument.Atom(String text)
                && text.chars().allMatch(Grammar::isDigit);
    }

    /** Whether each is a word of these. */
    static boolean areAmong(Set<String> known, List<Argument> arguments) {
        return arguments.stream().allMatch(argument -> isAmong(known, argument));
    }

    static boolean isAmong(Set<String> known, Argument argument) {
        return argument instanceof Argument.Atom(String text)
                && known.contains(text.toUpperCase(Locale.ROOT));
    }
}
