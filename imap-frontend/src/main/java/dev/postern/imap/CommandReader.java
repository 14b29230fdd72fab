package dev.postern.imap;

import java.util.Optional;

/**
 * Reads one command to its end, literals included, also where it is refused: the client must find
 * us in step behind it.
 */
final class CommandReader {

    /** A user name or password in a literal; nothing longer has a meaning before login. */
    static final int LITERAL_LIMIT = 4096;

    /**
     * Of refused non-synchronizing literals in one command so much is dropped: clients that send
     * more can hear BYE.
     */
    static final int DROP_LIMIT = 64 * 1024;

    /** What the command needs next. */
    sealed interface Step {

        record Line() implements Step {}

        /** Octets; their kind says whether the client waits for us to say go ahead. */
        record Literal(int count, LiteralMarker.Kind kind) implements Step {}

        /** Or the client can be told already, because it waits before it sends the rest. */
        record Complete() implements Step {}

        /** A refused literal is larger than what is worth reading. */
        record Flood() implements Step {}
    }

    private final Command command;
    private int dropping;
    private int dropped;

    CommandReader(Command command) {
        this.command = command;
    }

    Command command() {
        return command;
    }

    Step head(byte[] line) {
        return after(command.addHead(line));
    }

    Step line(byte[] line) {
        return after(command.addRest(line));
    }

    private Step after(Optional<LiteralMarker> marker) {
        return marker.map(this::literal).orElseGet(Step.Complete::new);
    }

    private Step literal(LiteralMarker marker) {
        if (marker.size() > LITERAL_LIMIT) {
            command.refuse(Answer.unable(command.tag(), Sentences.LITERAL_TOO_LARGE));
        }
        boolean refused = command.refusal().isPresent();
        return switch (marker.kind()) {
            case SYNCHRONIZING ->
                    refused ? new Step.Complete() : new Step.Literal(marker.size(), marker.kind());
            case NON_SYNCHRONIZING ->
                    refused ? drop(marker.size()) : new Step.Literal(marker.size(), marker.kind());
        };
    }

    private Step drop(int size) {
        if (size > DROP_LIMIT - dropped) {
            return new Step.Flood();
        }
        dropped += size;
        dropping = size;
        return dropMore();
    }

    private Step dropMore() {
        return dropping == 0
                ? new Step.Line()
                : new Step.Literal(
                        Math.min(dropping, LITERAL_LIMIT), LiteralMarker.Kind.NON_SYNCHRONIZING);
    }

    Step octets(byte[] octets) {
        if (command.refusal().isPresent()) {
            dropping -= octets.length;
            return dropMore();
        }
        command.addLiteral(octets);
        return new Step.Line();
    }
}
