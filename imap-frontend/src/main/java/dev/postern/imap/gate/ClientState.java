package dev.postern.imap.gate;

/** What comes next from a client; the graph is drawn at {@link ClientStream}. */
sealed interface ClientState {

    /** Nothing, until the provider has said something. */
    sealed interface Waiting extends ClientState {}

    /** What the client may come back to when something was refused. */
    sealed interface Resting extends ClientState {}

    /** A line of a command. */
    record Line() implements Resting {}

    /** Octets of a literal that is an argument. */
    record Literal(long left) implements ClientState {}

    /** The command is offered once all earlier ones are answered. */
    record Draining(Outgoing command) implements Waiting {}

    /** The provider must say go on. */
    record Offering(Outgoing command) implements Waiting {}

    /** Octets of a message that is appended. */
    record Message(Outgoing command, long left) implements ClientState {}

    /**
     * The end of an APPEND.
     *
     * @param left what it must be
     */
    record MessageEnd(Outgoing command, String left) implements ClientState {}

    /** The rest of a line that goes on behind the message: there may be a second one. */
    record Surplus(Outgoing command) implements ClientState {}

    /** The provider must say that it idles. */
    record AwaitingIdle(String tag) implements Waiting {}

    /** DONE. */
    record Idling(String tag) implements Resting {}

    /**
     * Octets of a literal of a command that was refused.
     *
     * @param answer said at the end of the command; empty: it was said
     */
    record Dropping(String answer, long left, Resting then) implements ClientState {}

    /** The line behind them. */
    record DroppedLine(String answer, Resting then) implements ClientState {}

    /** Nothing that anybody would read. */
    record Over() implements ClientState {}

    /** What is left of it when an IDLE with this tag is over. */
    default ClientState afterIdle(String tag) {
        return switch (this) {
            case AwaitingIdle(String idle) when idle.equals(tag) -> new Line();
            case Idling(String idle) when idle.equals(tag) -> new Line();
            case Dropping(String answer, long left, Idling(String idle)) when idle.equals(tag) ->
                    new Dropping(answer, left, new Line());
            case DroppedLine(String answer, Idling(String idle)) when idle.equals(tag) ->
                    new DroppedLine(answer, new Line());
            default -> this;
        };
    }
}
