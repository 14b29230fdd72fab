package dev.postern.imap;

import java.util.Optional;

/**
 * {@code {n}} or {@code {n+}} (RFC 7888) at the end of a line: so many octets follow.
 *
 * @param start where in the line it begins
 * @param size as written; a number that no buffer has room for is {@link #HUGE}
 */
record LiteralMarker(int start, int size, Kind kind) {

    enum Kind {
        /** The client waits until we say go ahead. */
        SYNCHRONIZING,
        /** The octets are on their way already. */
        NON_SYNCHRONIZING
    }

    static final int HUGE = Integer.MAX_VALUE;

    /** Nine digits fit an int, whatever they are. */
    private static final int DIGITS_LIMIT = 9;

    static Optional<LiteralMarker> of(byte[] line) {
        int end = line.length - 1;
        if (end < 2 || line[end] != '}') {
            return Optional.empty();
        }
        Kind kind = line[end - 1] == '+' ? Kind.NON_SYNCHRONIZING : Kind.SYNCHRONIZING;
        int digitsEnd = kind == Kind.NON_SYNCHRONIZING ? end - 1 : end;
        int digits = digitsEnd;
        while (digits > 0 && Grammar.isDigit(line[digits - 1])) {
            digits--;
        }
        if (digits == digitsEnd || digits == 0 || line[digits - 1] != '{') {
            return Optional.empty();
        }
        return Optional.of(new LiteralMarker(digits - 1, number(line, digits, digitsEnd), kind));
    }

    private static int number(byte[] line, int from, int to) {
        int first = from;
        while (first < to && line[first] == '0') {
            first++;
        }
        if (to - first > DIGITS_LIMIT) {
            return HUGE;
        }
        int number = 0;
        for (int at = first; at < to; at++) {
            number = number * 10 + (line[at] - '0');
        }
        return number;
    }
}
