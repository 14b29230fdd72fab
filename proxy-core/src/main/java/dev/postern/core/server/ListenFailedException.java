package dev.postern.core.server;

/**
 * A listener could not be opened, so the bridge does not start. The message is for the person who
 * starts it.
 */
public final class ListenFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    ListenFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
