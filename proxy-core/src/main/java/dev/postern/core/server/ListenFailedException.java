package dev.postern.core.server;

/**
 * A listener could not be opened, so the bridge does not start, or keeps those that it has. The
 * message is for the person who wanted it.
 */
public final class ListenFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    ListenFailedException(String message) {
        super(message);
    }

    ListenFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
