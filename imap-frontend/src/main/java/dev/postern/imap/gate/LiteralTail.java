package dev.postern.imap.gate;

import dev.postern.imap.Grammar;

/** Sees, octet by octet, whether a line of a provider ends with the mark of a literal. */
final class LiteralTail {

    static final long NONE = -1;

    /** A size of 18 digits fits a long, whatever they are. */
    private static final int DIGITS_LIMIT = 18;

    private enum Seen {
        NOTHING,
        BRACE,
        DIGITS,
        CLOSED,
        CARRIAGE_RETURN,
        ALL
    }

    private Seen seen = Seen.NOTHING;
    private long size;
    private int digits;

    void add(byte octet) {
        seen =
                switch (octet) {
                    case '{' -> begin();
                    case '}' -> seen == Seen.DIGITS ? Seen.CLOSED : Seen.NOTHING;
                    case '\r' -> seen == Seen.CLOSED ? Seen.CARRIAGE_RETURN : Seen.NOTHING;
                    case '\n' -> seen == Seen.CARRIAGE_RETURN ? Seen.ALL : Seen.NOTHING;
                    default -> digit(octet);
                };
    }

    private Seen begin() {
        size = 0;
        digits = 0;
        return Seen.BRACE;
    }

    private Seen digit(byte octet) {
        boolean counts =
                Grammar.isDigit(octet)
                        && (seen == Seen.BRACE || seen == Seen.DIGITS)
                        && digits < DIGITS_LIMIT;
        if (!counts) {
            return Seen.NOTHING;
        }
        digits++;
        size = 10 * size + (octet - '0');
        return Seen.DIGITS;
    }

    /** Of the line that has just ended: how many octets follow, or {@link #NONE}. */
    long literal() {
        return seen == Seen.ALL ? size : NONE;
    }
}
