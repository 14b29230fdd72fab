package dev.postern.core.trace;

/** Who looks on. Thread-safe; never blocks, since it is told on event loops. */
public interface TraceSink {

    /** Nobody does. */
    TraceSink NOBODY =
            new TraceSink() {
                @Override
                public boolean isOpen() {
                    return false;
                }

                @Override
                public void take(TraceLine line) {}
            };

    /** Whether anybody wants to know of a session that begins now. */
    boolean isOpen();

    void take(TraceLine line);
}
