package dev.postern.core.login;

/**
 * One side's words during login: a state machine over frames. It does no I/O and never blocks.
 *
 * <p>Called on the channel's event loop only, by one {@link LoginHandler}, one call at a time. The
 * order of calls: {@link #opened()} once, then for every {@link Turn} what its {@link Next} asked
 * for.
 *
 * @param <R> what the dialogue is for: a {@link dev.postern.core.access.LoginAttempt} or an {@link
 *     UpstreamOutcome}
 */
public interface Dialogue<R> {

    /**
     * The connection is up, with TLS where that comes first. A server greets; a client reads the
     * greeting.
     */
    Turn<R> opened();

    /**
     * A line has come, as {@link Next.ReadLine} asked.
     *
     * @param line without its CRLF; it holds no CR, LF or NUL. The array is wiped when the call
     *     returns: copy what is kept.
     */
    Turn<R> line(byte[] line);

    /**
     * Octets have come, as {@link Next.ReadOctets} asked.
     *
     * @param octets as many as were asked for. The array is wiped when the call returns: copy what
     *     is kept.
     */
    Turn<R> octets(byte[] octets);

    /**
     * TLS is up, as {@link Next.StartTls} asked. Whatever the peer said before is to be forgotten.
     */
    Turn<R> secured();

    /**
     * Instead of a line there came something that is none. After {@link Malformed#TOO_LONG} the
     * dialogue must end.
     */
    Turn<R> malformed(Malformed what);
}
