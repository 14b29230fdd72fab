package dev.postern.imap.gate;

import dev.postern.imap.Grammar;

/** Sees, octet by octet, whether a line of a provider ends with the mark of a literal. */
final class LiteralTail {

    static final long NONE = -1;

    /**
     * RFC 3501 9: a number has 32 bits. RFC 9051 has more, which a client may read as another
     * number: what is an octet of the literal here would be a reply there.
     */
    static final long LARGEST = 0xFFFF_FFFFL;

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
        return Seen.BRACE;
    }

    private Seen digit(byte octet) {
        boolean counts = Grammar.isDigit(octet) && (seen == Seen.BRACE || seen == Seen.DIGITS);
        if (!counts) {
            return Seen.NOTHING;
        }
        size = Math.min(10 * size + (octet - '0'), LARGEST + 1);
        return Seen.DIGITS;
    }

    /**
     * Of the line that has just ended: how many octets follow, or {@link #NONE}; more than {@link
     * #LARGEST} if there is no telling.
     */
    long literal() {
        return seen == Seen.ALL ? size : NONE;
    }
}
