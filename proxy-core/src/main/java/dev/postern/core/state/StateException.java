package dev.postern.core.state;

/**
 * State cannot be used, or cannot be used safely. The message is for people: what was expected,
 * what was found, where, and what to do next. It never quotes what the state holds.
 */
public final class StateException extends RuntimeException {

    /** What is wrong, for who can do something about it. */
    public enum Fault {
        /** Another process, or another part of this one, holds the lock. */
        IN_USE,
        /** Others than the owner may read or write what they must not. */
        UNSAFE,
        KEY_MISSING,
        KEY_DAMAGED,
        /** The vault is whole, as far as can be told, but belongs to another key. */
        WRONG_KEY,
        /** The vault's key is elsewhere than where the configuration says. */
        WRONG_SOURCE,
        TRUNCATED,
        DAMAGED,
        /** Written by a newer Postern. */
        NEWER_FORMAT,
        /** The operating system refuses to read or write. */
        INACCESSIBLE
    }

    private final Fault fault;

    public StateException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    public StateException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
