package dev.postern.imap.gate;

import dev.postern.imap.Grammar;

import java.util.Optional;

/**
 * {@code {n}}, {@code {n+}} (RFC 7888), {@code ~{n}} (RFC 3516), and the CRLF behind it: so many
 * octets follow.
 *
 * @param start where in the text it begins
 * @param end where the octets begin
 */
record LiteralMark(int start, int end, long size, Kind kind, Content content) {

    enum Kind {
        /** The client waits until it is told to go on. */
        SYNCHRONIZING,
        /** The octets are on their way already. */
        NON_SYNCHRONIZING
    }

    enum Content {
        TEXT,
        /** May hold NUL. */
        BINARY
    }

    /** A size of 18 digits fits a long, whatever they are. */
    private static final int DIGITS_LIMIT = 18;

    private static final String END = "}\r\n";

    static boolean begins(String text, int at) {
        return text.startsWith("{", at) || text.startsWith("~{", at);
    }

    /** The mark that begins there. */
    static Optional<LiteralMark> at(String text, int start) {
        Content content = text.startsWith("~", start) ? Content.BINARY : Content.TEXT;
        int digits = start + (content == Content.BINARY ? 2 : 1);
        int digitsEnd = digits;
        while (digitsEnd < text.length() && Grammar.isDigit(text.charAt(digitsEnd))) {
            digitsEnd++;
        }
        boolean isNumber = digitsEnd > digits && digitsEnd - digits <= DIGITS_LIMIT;
        Kind kind = text.startsWith("+", digitsEnd) ? Kind.NON_SYNCHRONIZING : Kind.SYNCHRONIZING;
        int close = digitsEnd + (kind == Kind.NON_SYNCHRONIZING ? 1 : 0);
        if (!isNumber || !text.startsWith(END, close)) {
            return Optional.empty();
        }
        long size = Long.parseLong(text.substring(digits, digitsEnd));
        return Optional.of(new LiteralMark(start, close + END.length(), size, kind, content));
    }

    /** The mark with which a text ends, which may be in no place for one. */
    static Optional<LiteralMark> endOf(String text) {
        int brace = text.lastIndexOf('{');
        return brace < 0 ? Optional.empty() : at(text, brace).filter(it -> it.end == text.length());
    }

    /** As it goes upstream. */
    String offered() {
        return switch (content) {
            case TEXT -> "{" + size + END;
            case BINARY -> "~{" + size + END;
        };
    }
}
