package dev.postern.imap.gate;

import dev.postern.imap.Grammar;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Cuts what a provider sends into replies. Those that nobody looks at pass as slices; the others
 * are held until they are complete, or dropped. Runs on the session's event loop.
 */
final class ReplyStream {

    /** What is done with a kind of reply. */
    enum Treatment {
        PASS,
        /** To the end of its line, whatever stands there. */
        HOLD_LINE,
        /** With its literals. */
        HOLD,
        DROP
    }

    interface Listener {

        /**
         * What becomes of untagged replies; empty: more must come for that.
         *
         * @param word in upper case; empty: it is unreadable
         * @param behind what has come behind the word; at its end, or that of the line, the last
         */
        Optional<Treatment> treatment(String word, String behind);

        /** Owns the slice from now on. */
        void pass(ByteBuf slice);

        /** A reply that was held, with the CRLF at its end. */
        void held(String reply);

        /** A reply is longer than allowed, and nothing is read any more that could be trusted. */
        void tooLong();

        /** A reply ends here, and nothing of the next has passed. */
        void ended();

        /** Whether {@link #ended} is worth a cut in what passes. */
        boolean awaitsEnd();
    }

    /** A list of capabilities, a mailbox name with all that LIST says of it: thirty times that. */
    static final int HELD_LIMIT = 64 * 1024;

    /** Words of untagged replies are short; the longest in use has fourteen letters. */
    private static final int WORD_LIMIT = 40;

    /** A word, and the longest tag that the gate lets pass. */
    private static final int HEAD_LIMIT = 2 * WORD_LIMIT + Parsed.TAG_LIMIT;

    private static final String UNTAGGED = "* ";

    private final Listener listener;
    private final StringBuilder head = new StringBuilder();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final LiteralTail tail = new LiteralTail();

    /** Null while the kind is not known. */
    private @Nullable Treatment treatment;

    private long literalLeft;

    /** In the buffer that is read: the first octet that is not passed, held or dropped yet. */
    private int from;

    /** In the same: where the reply begins whose kind is not known. */
    private int headStart;

    ReplyStream(Listener listener) {
        this.listener = listener;
    }

    /** Whether nothing of an unfinished reply has been passed. */
    boolean isBetweenReplies() {
        return treatment != Treatment.PASS;
    }

    /** Owns the buffer. */
    void receive(ByteBuf in) {
        try {
            from = in.readerIndex();
            headStart = from;
            while (in.isReadable()) {
                if (literalLeft > 0) {
                    int count = (int) Math.min(literalLeft, in.readableBytes());
                    in.skipBytes(count);
                    literalLeft -= count;
                } else {
                    octet(in, in.readByte());
                }
            }
            rest(in);
        } finally {
            in.release();
        }
    }

    private void octet(ByteBuf in, byte octet) {
        tail.add(octet);
        if (treatment == null) {
            head.append((char) (octet & 0xff));
            recognize(in);
        }
        if (octet == '\n') {
            lineEnded(in);
        }
    }

    private void recognize(ByteBuf in) {
        if (head.charAt(0) != '*') {
            become(Treatment.HOLD_LINE, in); // tagged, or a continuation
            return;
        }
        int wordEnd = wordEnd();
        boolean isLine = head.charAt(head.length() - 1) == '\n';
        if (head.length() > UNTAGGED.length() && head.indexOf(UNTAGGED) == 0) {
            if (Grammar.isDigit(head.charAt(UNTAGGED.length()))) {
                become(Treatment.PASS, in); // of messages: EXISTS, FETCH…
            } else if (wordEnd >= 0) {
                String word = head.substring(UNTAGGED.length(), wordEnd).toUpperCase(Locale.ROOT);
                listener.treatment(word, head.substring(wordEnd))
                        .ifPresent(next -> become(next, in));
            }
        }
        boolean isTooLong = head.length() > (wordEnd < 0 ? WORD_LIMIT : HEAD_LIMIT);
        boolean isNone = head.length() >= UNTAGGED.length() && head.indexOf(UNTAGGED) != 0;
        if (treatment == null && (isLine || isTooLong || isNone)) {
            listener.treatment("", "").ifPresent(next -> become(next, in));
        }
    }

    /** Or less than nothing. */
    private int wordEnd() {
        for (int at = UNTAGGED.length(); at < head.length(); at++) {
            if (" \r\n".indexOf(head.charAt(at)) >= 0) {
                return at;
            }
        }
        return -1;
    }

    private void become(Treatment next, ByteBuf in) {
        treatment = next;
        switch (next) {
            case PASS -> {
                if (held.size() > 0) {
                    listener.pass(in.alloc().buffer(held.size()).writeBytes(held.toByteArray()));
                    held.reset();
                }
            }
            case HOLD_LINE, HOLD -> passUpTo(headStart, in);
            case DROP -> {
                passUpTo(headStart, in);
                held.reset();
            }
        }
    }

    private void lineEnded(ByteBuf in) {
        long literal = treatment == Treatment.HOLD_LINE ? LiteralTail.NONE : tail.literal();
        if (literal == LiteralTail.NONE) {
            replyEnded(in);
        } else if (literal > LiteralTail.LARGEST) {
            literalLeft = Long.MAX_VALUE; // nothing that follows is a reply
            listener.tooLong();
        } else {
            literalLeft = literal;
        }
    }

    private void replyEnded(ByteBuf in) {
        Treatment ended = Objects.requireNonNull(treatment);
        switch (ended) {
            case PASS -> {
                if (listener.awaitsEnd()) {
                    passUpTo(in.readerIndex(), in);
                }
            }
            case HOLD_LINE, HOLD -> hold(in);
            case DROP -> from = in.readerIndex();
        }
        Treatment after = treatment; // too long, and so dropped
        treatment = null;
        head.setLength(0);
        headStart = in.readerIndex();
        if (after == Treatment.HOLD_LINE || after == Treatment.HOLD) {
            String reply = held.toString(StandardCharsets.ISO_8859_1);
            held.reset();
            listener.held(reply);
        }
        listener.ended();
    }

    private void rest(ByteBuf in) {
        if (treatment == null) {
            passUpTo(headStart, in);
            hold(in);
            return;
        }
        switch (treatment) {
            case PASS -> passUpTo(in.readerIndex(), in);
            case HOLD_LINE, HOLD -> hold(in);
            case DROP -> {}
        }
    }

    private void passUpTo(int end, ByteBuf in) {
        if (end > from) {
            listener.pass(in.retainedSlice(from, end - from));
            from = end;
        }
    }

    private void hold(ByteBuf in) {
        int count = in.readerIndex() - from;
        if (held.size() + count > HELD_LIMIT) {
            held.reset();
            if (treatment == Treatment.HOLD_LINE) {
                listener.tooLong();
            }
            treatment = Treatment.DROP;
        } else {
            byte[] octets = new byte[count];
            in.getBytes(from, octets);
            held.writeBytes(octets);
        }
        from = in.readerIndex();
    }
}
