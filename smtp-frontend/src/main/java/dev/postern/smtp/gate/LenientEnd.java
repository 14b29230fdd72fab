package dev.postern.smtp.gate;

import io.netty.buffer.ByteBuf;

/**
 * Finds what a client could mean for the end of its message, when we are going to say our last
 * words to it anyway: a dot alone between two line ends of any kind.
 */
final class LenientEnd {

    private enum State {
        LINE_START,
        WITHIN_LINE,
        DOT,
        FOUND
    }

    private State state;

    private LenientEnd(State state) {
        this.state = state;
    }

    static LenientEnd atLineStart() {
        return new LenientEnd(State.LINE_START);
    }

    static LenientEnd withinLine() {
        return new LenientEnd(State.WITHIN_LINE);
    }

    static LenientEnd afterDot() {
        return new LenientEnd(State.DOT);
    }

    static LenientEnd alreadyFound() {
        return new LenientEnd(State.FOUND);
    }

    boolean found() {
        return state == State.FOUND;
    }

    /** Takes all octets, or those up to the end. */
    void read(ByteBuf octets) {
        while (octets.isReadable() && state != State.FOUND) {
            state = after(octets.readByte());
        }
    }

    private State after(byte octet) {
        if (octet == '\r' || octet == '\n') {
            return state == State.DOT ? State.FOUND : State.LINE_START;
        }
        return octet == '.' && state == State.LINE_START ? State.DOT : State.WITHIN_LINE;
    }
}
