package dev.postern.app.operation;

/** A state file cannot be read or written; the message says which, and what to do. */
public final class UnusableStateException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
