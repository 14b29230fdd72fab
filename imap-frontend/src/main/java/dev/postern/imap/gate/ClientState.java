package dev.postern.imap.gate;

/** What comes next from a client; the graph is drawn at {@link ClientStream}. */
sealed interface ClientState {

    /** Nothing, until the provider has said something. */
    sealed interface Waiting extends ClientState {}

    /** A line of a command. */
    record Line() implements ClientState {}

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
    record MessageEnd(String left) implements ClientState {}

    /** The provider must say that it idles. */
    record AwaitingIdle(String tag) implements Waiting {}

    /** DONE. */
    record Idling(String tag) implements ClientState {}

    /**
     * Octets of a literal of a command that was refused.
     *
     * @param answer said at the end of the command; empty: it was said
     */
    record Dropping(String answer, long left) implements ClientState {}

    /** The line behind them. */
    record DroppedLine(String answer) implements ClientState {}

    /** Nothing that anybody would read. */
    record Over() implements ClientState {}
}
