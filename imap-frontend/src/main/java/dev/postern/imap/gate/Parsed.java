package dev.postern.imap.gate;

import dev.postern.imap.Grammar;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/** What the text of a command says. */
sealed interface Parsed {

    record Complete(GateCommand command) implements Parsed {}

    /** The octets of a literal come next. */
    record LiteralDue(GateCommand soFar, LiteralMark mark) implements Parsed {}

    /**
     * No command, and nothing that may go upstream.
     *
     * @param tag or {@code *} if it has none
     * @param behind a literal that seems to follow
     */
    record Malformed(String tag, Optional<LiteralMark> behind) implements Parsed {}

    /** The longest tags in use have a dozen octets; what is longer is for storing octets in. */
    int TAG_LIMIT = 128;

    /**
     * Reads it.
     *
     * @param text with the CRLF at its end
     * @param literals how many of its literals have arrived
     */
    static Parsed of(String text, int literals) {
        int tagEnd = end(text, 0, Grammar::isTag);
        if (tagEnd == 0 || tagEnd > TAG_LIMIT || !text.startsWith(" ", tagEnd)) {
            return new Malformed("*", LiteralMark.endOf(text));
        }
        String tag = text.substring(0, tagEnd);
        int verbEnd = end(text, tagEnd + 1, Grammar::isAtom);
        if (text.substring(tagEnd + 1, verbEnd).equalsIgnoreCase("UID")
                && text.startsWith(" ", verbEnd)) {
            verbEnd = end(text, verbEnd + 1, Grammar::isAtom);
        }
        String verb = text.substring(tagEnd + 1, verbEnd).toUpperCase(Locale.ROOT);
        if (verb.isEmpty() || verb.endsWith(" ")) {
            return new Malformed(tag, LiteralMark.endOf(text));
        }
        if (text.startsWith("\r\n", verbEnd)) {
            return new Complete(new GateCommand(tag, verb, verbEnd, List.of()));
        }
        return text.startsWith(" ", verbEnd)
                ? withArguments(new GateCommand(tag, verb, verbEnd, List.of()), text, literals)
                : new Malformed(tag, LiteralMark.endOf(text));
    }

    private static Parsed withArguments(GateCommand head, String text, int literals) {
        Arguments whole = arguments(text, head, literals);
        if (whole instanceof Arguments.LiteralDue(List<Argument> before, LiteralMark mark)) {
            return new LiteralDue(head.with(before), mark);
        }
        String line = text.substring(0, text.length() - "\r\n".length());
        return arguments(line, head, literals) instanceof Arguments.Complete(List<Argument> list)
                ? new Complete(head.with(list))
                : new Malformed(head.tag(), LiteralMark.endOf(text));
    }

    private static Arguments arguments(String text, GateCommand head, int literals) {
        return ArgumentLexer.read(
                text, head.verbEnd() + 1, ArgumentLexer.Dialect.COMMAND, literals);
    }

    private static int end(String text, int from, IntPredicate octets) {
        int at = from;
        while (at < text.length() && octets.test(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
