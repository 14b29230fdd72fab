package dev.postern.app.operation;

/** Has requests carried out, by whoever holds the lock on the state. */
public interface Operations extends AutoCloseable {

    /** Carries out all of {@code request}, or nothing; may block. */
    Answer carryOut(Request request);

    @Override
    void close();
}
