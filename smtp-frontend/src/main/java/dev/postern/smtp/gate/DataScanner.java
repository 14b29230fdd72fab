package dev.postern.smtp.gate;

import io.netty.buffer.ByteBuf;

/**
 * Finds the end of a message after DATA: CRLF, dot, CRLF, and nothing else (RFC 5321 4.1.1.4); and
 * what some servers have taken for an end, too.
 */
final class DataScanner {

    /** What there was. */
    enum Found {
        /** All octets are the message's, and more are to come. */
        MORE,
        /** The last octet that was taken ended the message. */
        END,
        /** The last octet that was taken must not be there. */
        VIOLATION
    }

    private static final int TERMINATOR = 3;

    private enum State {
        LINE_START,
        WITHIN_LINE,
        CARRIAGE_RETURN,
        DOT,
        DOT_CARRIAGE_RETURN
    }

    private State state = State.LINE_START;

    /** Before the last octet. */
    private State before = State.LINE_START;

    private byte last = '\n';
    private long taken;
    private boolean ended;

    /** Takes up to {@code most} octets, fewer if it finds something. */
    Found scan(ByteBuf octets, int most) {
        int from = octets.readerIndex();
        int to = from + most;
        Found found = Found.MORE;
        int at = from;
        while (at < to && found == Found.MORE) {
            found = next(octets.getByte(at));
            at++;
        }
        octets.readerIndex(at);
        taken += at - from;
        ended = found == Found.END;
        return found;
    }

    private Found next(byte octet) {
        before = state;
        last = octet;
        state = after(before, octet);
        if (before == State.DOT_CARRIAGE_RETURN && octet == '\n') {
            return Found.END;
        }
        return violates(before, octet) ? Found.VIOLATION : Found.MORE;
    }

    private static State after(State before, byte octet) {
        return switch (octet) {
            case '\n' -> State.LINE_START;
            case '\r' -> before == State.DOT ? State.DOT_CARRIAGE_RETURN : State.CARRIAGE_RETURN;
            case '.' -> before == State.LINE_START ? State.DOT : State.WITHIN_LINE;
            default -> State.WITHIN_LINE;
        };
    }

    private static boolean violates(State before, byte octet) {
        return switch (octet) {
            case 0 -> true;
            case '\n' -> before != State.CARRIAGE_RETURN;
            case '.' -> before == State.CARRIAGE_RETURN || before == State.DOT_CARRIAGE_RETURN;
            default -> before == State.DOT_CARRIAGE_RETURN;
        };
    }

    /** Octets of the message as they were sent, with doubled dots; without its end, once found. */
    long octets() {
        return ended ? taken - TERMINATOR : taken;
    }

    boolean ended() {
        return ended;
    }

    /** Whether the next octet decides if this is the end. */
    boolean endsWithDotReturn() {
        return state == State.DOT_CARRIAGE_RETURN;
    }

    /** Goes on behind the last octet that was taken, where only the end is of interest. */
    LenientEnd lenient() {
        boolean afterDot = before == State.DOT || before == State.DOT_CARRIAGE_RETURN;
        if (ended
                || (afterDot && (last == '\r' || last == '\n'))
                || before == State.DOT_CARRIAGE_RETURN) {
            return LenientEnd.alreadyFound();
        }
        return switch (last) {
            case '\r', '\n' -> LenientEnd.atLineStart();
            case '.' ->
                    before == State.LINE_START || before == State.CARRIAGE_RETURN
                            ? LenientEnd.afterDot()
                            : LenientEnd.withinLine();
            default -> LenientEnd.withinLine();
        };
    }
}
