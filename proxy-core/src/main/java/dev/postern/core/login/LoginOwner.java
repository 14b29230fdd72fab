package dev.postern.core.login;

/**
 * Decides on what the dialogue brings. Called on the event loop.
 *
 * @param <R> the dialogue's result
 */
public interface LoginOwner<R> {

    /**
     * The dialogue has its result; {@link LoginHandler#resume} or {@link LoginHandler#handOver}
     * follows, at once or later.
     */
    void done(R result);

    /**
     * The login is over without a result that counts; the handler closes the channel. Called once
     * at most, and never after {@link LoginHandler#handOver}.
     *
     * @param detail for the log; empty if the reason says it all
     */
    void ended(CloseReason reason, String detail);
}
