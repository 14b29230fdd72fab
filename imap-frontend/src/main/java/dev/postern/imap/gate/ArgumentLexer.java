package dev.postern.imap.gate;

import dev.postern.imap.Grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads arguments strictly (RFC 9051 9): one space between two, lists closed, quoted strings ended,
 * literals counted. Its text holds literals as they came, mark and octets.
 */
final class ArgumentLexer {

    /** How much more than the strict form is understood. */
    enum Dialect {
        /**
         * Quoted strings may hold UTF-8, whether that was agreed or not: clients search in it, and
         * nobody finds an end of a string within.
         */
        COMMAND,
        /** Whatever providers send: lists side by side (RFC 2342 5), atoms of any octets. */
        REPLY
    }

    /** The deepest lists in use, of SEARCH keys, have some five levels. */
    private static final int DEPTH_LIMIT = 32;

    /** What may come next. */
    private enum Due {
        ARGUMENT,
        ARGUMENT_OR_CLOSE,
        SEPARATOR,
        /** Behind the list in {@code BODY[HEADER.FIELDS (…)]}, its end may follow at once. */
        SEPARATOR_OR_BRACKET
    }

    private final String text;
    private final Dialect dialect;
    private int literals;
    private final Deque<List<Argument>> open = new ArrayDeque<>();
    private int at;
    private Due due = Due.ARGUMENT;

    private ArgumentLexer(String text, int from, Dialect dialect, int literals) {
        this.text = text;
        this.at = from;
        this.dialect = dialect;
        this.literals = literals;
        open.push(new ArrayList<>());
    }

    /**
     * @param text without the CRLF at its end, except behind a literal's mark
     * @param from where the first argument begins
     * @param literals how many have arrived; the octets of the next are due
     */
    static Arguments read(String text, int from, Dialect dialect, int literals) {
        return new ArgumentLexer(text, from, dialect, literals).read();
    }

    private Arguments read() {
        while (at < text.length()) {
            Optional<LiteralMark> mark = literalMark();
            if (mark.isPresent() && literals == 0) {
                return mark.get().end() == text.length()
                        ? new Arguments.LiteralDue(soFar(), mark.get())
                        : new Arguments.Malformed();
            }
            boolean fine = mark.map(this::literal).orElseGet(this::next);
            if (!fine) {
                return new Arguments.Malformed();
            }
        }
        boolean ended = due == Due.SEPARATOR || due == Due.SEPARATOR_OR_BRACKET;
        return ended && open.size() == 1
                ? new Arguments.Complete(open.element())
                : new Arguments.Malformed();
    }

    private boolean next() {
        char octet = text.charAt(at);
        return switch (due) {
            case ARGUMENT -> octet != ')' && argument(octet);
            case ARGUMENT_OR_CLOSE -> octet == ')' ? close() : argument(octet);
            case SEPARATOR ->
                    (octet == '(' && dialect == Dialect.REPLY && isBehindList())
                            ? open()
                            : separator(octet);
            case SEPARATOR_OR_BRACKET -> octet == ']' ? atom() : separator(octet);
        };
    }

    private boolean isBehindList() {
        List<Argument> list = open.element();
        return !list.isEmpty() && list.get(list.size() - 1) instanceof Argument.Nested;
    }

    private boolean separator(char octet) {
        if (octet == ' ') {
            at++;
            due = Due.ARGUMENT;
            return true;
        }
        return octet == ')' && close();
    }

    private boolean argument(char octet) {
        return switch (octet) {
            case '(' -> open();
            case '"' -> quoted();
            default -> atom();
        };
    }

    private boolean open() {
        at++;
        open.push(new ArrayList<>());
        due = Due.ARGUMENT_OR_CLOSE;
        return open.size() <= DEPTH_LIMIT;
    }

    private boolean close() {
        if (open.size() == 1) {
            return false;
        }
        at++;
        List<Argument> closed = open.pop();
        boolean inBracket = endsInBracket(open.element());
        open.element().add(new Argument.Nested(closed));
        due = inBracket ? Due.SEPARATOR_OR_BRACKET : Due.SEPARATOR;
        return true;
    }

    private static boolean endsInBracket(List<Argument> list) {
        return !list.isEmpty()
                && list.get(list.size() - 1) instanceof Argument.Atom(String atom)
                && atom.indexOf('[') >= 0
                && atom.indexOf(']') < 0;
    }

    private boolean atom() {
        int start = at;
        while (at < text.length() && isAtom(text.charAt(at))) {
            at++;
        }
        if (at == start || text.lastIndexOf('\\', at - 1) > start) {
            return false;
        }
        add(new Argument.Atom(text.substring(start, at)));
        return true;
    }

    /** Flags begin with a backslash, patterns and sets hold wildcards. */
    private boolean isAtom(char octet) {
        return Grammar.isAstring(octet)
                || octet == '%'
                || octet == '*'
                || octet == '\\'
                || (dialect == Dialect.REPLY && octet >= 0x80);
    }

    private boolean quoted() {
        StringBuilder content = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
                if (at == text.length() || (text.charAt(at) != '"' && text.charAt(at) != '\\')) {
                    return false;
                }
            }
            char octet = text.charAt(at++);
            if (!isQuoted(octet)) {
                return false;
            }
            content.append(octet);
        }
        if (at == text.length()) {
            return false;
        }
        at++;
        add(new Argument.Text(content.toString()));
        return dialect == Dialect.REPLY
                || NameEncoding.UTF_8.decode(content.toString()).isPresent();
    }

    private static boolean isQuoted(char octet) {
        return octet == '\t' || (octet >= ' ' && octet != 0x7f);
    }

    private Optional<LiteralMark> literalMark() {
        boolean argumentDue = due == Due.ARGUMENT || due == Due.ARGUMENT_OR_CLOSE;
        return argumentDue && LiteralMark.begins(text, at)
                ? LiteralMark.at(text, at)
                : Optional.empty();
    }

    private boolean literal(LiteralMark mark) {
        literals--;
        if (mark.size() > text.length() - mark.end()) {
            return false;
        }
        at = mark.end() + (int) mark.size();
        String content = text.substring(mark.end(), at);
        add(new Argument.Text(content));
        return content.indexOf('\0') < 0;
    }

    private void add(Argument argument) {
        open.element().add(argument);
        due = Due.SEPARATOR;
    }

    private List<Argument> soFar() {
        while (open.size() > 1) {
            List<Argument> inner = open.pop();
            open.element().add(new Argument.Open(inner));
        }
        return open.element();
    }
}
