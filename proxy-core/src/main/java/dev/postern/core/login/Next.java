package dev.postern.core.login;

/**
 * What a {@link LoginHandler} does after a {@link Turn} has been said.
 *
 * @param <R> the dialogue's result
 */
public sealed interface Next<R> {

    /**
     * Read up to and including the next CRLF.
     *
     * @param limit octets that the line may have, CRLF included; at most {@link
     *     LoginHandler#BUFFER_LIMIT}
     */
    record ReadLine<R>(int limit) implements Next<R> {}

    /**
     * Read exactly so many octets.
     *
     * @param count 0 to {@link LoginHandler#BUFFER_LIMIT}
     */
    record ReadOctets<R>(int count) implements Next<R> {}

    /** Start TLS behind the words of this turn. Octets that came before it end the connection. */
    record StartTls<R>() implements Next<R> {}

    /**
     * The dialogue has its result. Nothing more is read from it until its owner resumes the handler
     * with another turn or replaces it.
     *
     * @param unread a line, with its CRLF, that the dialogue was given and that whoever replaces
     *     the handler is to read; empty: none
     */
    record Done<R>(R result, String unread) implements Next<R> {}

    /** Close the connection once the words of this turn are flushed. */
    record HangUp<R>(CloseReason reason) implements Next<R> {}
}
