package dev.postern.core.token;

/** Wants to know when an account's consent ends, or works again. */
@FunctionalInterface
public interface TokenListener {

    /** For who does not want to know; the log says it all the same. */
    TokenListener NONE = event -> {};

    /**
     * Told once for each change, on a thread for nothing else, one event after the other: it may
     * block.
     */
    void told(TokenEvent event);
}
