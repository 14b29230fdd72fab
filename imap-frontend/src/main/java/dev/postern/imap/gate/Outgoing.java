package dev.postern.imap.gate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A command that was granted, in the pieces in which it goes upstream: behind each but the last the
 * provider must say go on.
 */
final class Outgoing {

    static final String LINE_END = "\r\n";

    private final GateCommand command;
    private final String verb;
    private final Deque<String> pieces;
    private final Optional<LiteralMark> message;

    /**
     * @param verb under which it goes upstream
     * @param message the literal of an APPEND that is streamed; the last piece stands behind it and
     *     is the client's to say
     */
    Outgoing(GateCommand command, String verb, List<String> pieces, Optional<LiteralMark> message) {
        this.command = command;
        this.verb = verb;
        this.pieces = new ArrayDeque<>(pieces);
        this.message = message;
        if (message.isPresent()) {
            this.pieces.removeLast();
        }
    }

    String tag() {
        return command.tag();
    }

    String verb() {
        return verb;
    }

    Optional<LiteralMark> message() {
        return message;
    }

    boolean isComplete() {
        return pieces.isEmpty();
    }

    /** Whether it goes upstream without a question. */
    boolean isPlain() {
        return pieces.size() == 1 && message.isEmpty();
    }

    String nextPiece() {
        return pieces.remove();
    }

    /** How the command ends behind its message. */
    String end() {
        return command.isUtf8Message(command.count() - 2) ? ")" + LINE_END : LINE_END;
    }
}
