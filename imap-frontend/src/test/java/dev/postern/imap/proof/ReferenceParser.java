package dev.postern.imap.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads commands out of one buffer as a strict server does (RFC 9051 9): one space between
 * arguments, lines that end in CRLF, and nothing of which two servers could think differently.
 */
final class ReferenceParser {

    /** What stands at a place of the buffer. */
    sealed interface Reading {

        /** A whole command, and where the next one begins. */
        record Command(Seen seen, int end) implements Reading {}

        /** The buffer ends within a command. */
        record Half() implements Reading {}

        /**
         * So far a command, up to a synchronizing literal that the server was not asked about.
         *
         * @param at where the literal's octets are to begin
         */
        record Asks(String tag, int at) implements Reading {}

        record Nonsense(String why, int at) implements Reading {}
    }

    private static final int DEEPEST = 50;

    private final byte[] buffer;
    private final int limit;

    /** Synchronizing literals before here have been agreed to. */
    private final int agreed;

    private int at;
    private String tag = "";

    private ReferenceParser(byte[] buffer, int limit, int from, int agreed) {
        this.buffer = buffer;
        this.limit = limit;
        this.at = from;
        this.agreed = agreed;
    }

    /** Thrown to leave the recursion. */
    private static final class Stop extends Exception {
        private final transient Reading reading;

        private Stop(Reading reading) {
            super(reading.toString(), null, false, false);
            this.reading = reading;
        }
    }

    /**
     * @param agreed literals whose octets begin at or before here were agreed to
     */
    static Reading read(byte[] buffer, int from, int agreed) {
        return new ReferenceParser(buffer, buffer.length, from, agreed).command();
    }

    /** The line that ends IDLE: where the next command begins, or what is wrong with it. */
    static Reading readDone(byte[] buffer, int from) {
        return new ReferenceParser(buffer, buffer.length, from, 0).done();
    }

    private Reading done() {
        try {
            String word = atom("DONE");
            lineEnd();
            return word.equalsIgnoreCase("DONE")
                    ? new Reading.Command(new Seen("", "DONE", List.of()), at)
                    : new Reading.Nonsense("not DONE but " + word, at);
        } catch (Stop stop) {
            return stop.reading;
        }
    }

    private Reading command() {
        try {
            tag = atom("tag");
            if (tag.contains("+") || !tag.chars().allMatch(ReferenceParser::isAstring)) {
                throw nonsense("tag " + tag);
            }
            expect(' ');
            String verb = verb();
            if (verb.equals("UID")) {
                expect(' ');
                verb = "UID " + verb();
            }
            List<Argument> arguments = new ArrayList<>();
            while (peek() == ' ') {
                at++;
                arguments.add(argument(0));
                while (peek() == ']') { // after the list of names in BODY[HEADER.FIELDS (…)]
                    arguments.add(new Argument.Atom(atom("section end")));
                }
            }
            lineEnd();
            return new Reading.Command(new Seen(tag, verb, arguments), at);
        } catch (Stop stop) {
            return stop.reading;
        }
    }

    private String verb() throws Stop {
        String word = atom("verb");
        if (!word.chars().allMatch(octet -> isAstring(octet) && octet != ']')) {
            throw nonsense("verb " + word);
        }
        return word.toUpperCase(Locale.ROOT);
    }

    private Argument argument(int depth) throws Stop {
        return switch (peek()) {
            case '(' -> group(depth);
            case '"' -> quoted();
            case '{' -> literal();
            case '~' -> literalEight();
            default -> new Argument.Atom(atom("argument"));
        };
    }

    private Argument group(int depth) throws Stop {
        if (depth == DEEPEST) {
            throw nonsense("nested more than " + DEEPEST + " deep");
        }
        at++;
        List<Argument> items = new ArrayList<>();
        if (peek() == ')') {
            at++;
            return new Argument.Group(items);
        }
        while (true) {
            items.add(argument(depth + 1));
            while (peek() == ']') {
                items.add(new Argument.Atom(atom("section end")));
            }
            if (peek() == ')') {
                at++;
                return new Argument.Group(items);
            }
            expect(' ');
        }
    }

    private Argument quoted() throws Stop {
        at++;
        StringBuilder text = new StringBuilder();
        while (peek() != '"') {
            int octet = peek();
            if (octet == '\\') {
                at++;
                octet = peek();
                if (octet != '"' && octet != '\\') {
                    throw nonsense("escaped octet " + octet);
                }
            }
            if (octet == 0 || octet == '\r' || octet == '\n') {
                throw nonsense("octet " + octet + " in a quoted string");
            }
            text.append((char) octet);
            at++;
        }
        at++;
        return new Argument.Text(text.toString());
    }

    private Argument literalEight() throws Stop {
        if (at + 1 >= limit) {
            throw new Stop(new Reading.Half());
        }
        if (buffer[at + 1] != '{') {
            return new Argument.Atom(atom("argument"));
        }
        at++;
        return literal();
    }

    private Argument literal() throws Stop {
        at++;
        long size = 0;
        int first = at;
        while (peek() >= '0' && peek() <= '9') {
            size = size * 10 + (peek() - '0');
            if (size > Integer.MAX_VALUE) {
                throw nonsense("literal of more than 2 GiB");
            }
            at++;
        }
        if (at == first) {
            throw nonsense("literal without size");
        }
        boolean asks = peek() != '+';
        if (!asks) {
            at++;
        }
        expect('}');
        expect('\r');
        expect('\n');
        if (asks && at > agreed) {
            throw new Stop(new Reading.Asks(tag, at));
        }
        if (size > limit - at) {
            throw new Stop(new Reading.Half());
        }
        StringBuilder text = new StringBuilder();
        for (int end = at + (int) size; at < end; at++) {
            text.append((char) (buffer[at] & 0xff));
        }
        return new Argument.Text(text.toString());
    }

    private String atom(String what) throws Stop {
        StringBuilder text = new StringBuilder();
        while (isAtomHere(peek())) {
            text.append((char) peek());
            at++;
        }
        if (text.isEmpty()) {
            throw nonsense("octet " + peek() + " where a " + what + " should be");
        }
        return text.toString();
    }

    /** Also list wildcards, flags and sections, as where they may stand depends on the command. */
    private static boolean isAtomHere(int octet) {
        return octet > ' ' && octet < 0x7f && "(){\"".indexOf(octet) < 0;
    }

    private static boolean isAstring(int octet) {
        return isAtomHere(octet) && "%*\\".indexOf(octet) < 0;
    }

    private void lineEnd() throws Stop {
        expect('\r');
        expect('\n');
    }

    private void expect(int octet) throws Stop {
        if (peek() != octet) {
            throw nonsense("octet " + peek() + " instead of " + octet);
        }
        at++;
    }

    private int peek() throws Stop {
        if (at >= limit) {
            throw new Stop(new Reading.Half());
        }
        return buffer[at] & 0xff;
    }

    private Stop nonsense(String why) {
        return new Stop(new Reading.Nonsense(why, at));
    }
}
