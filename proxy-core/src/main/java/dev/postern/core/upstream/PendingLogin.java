package dev.postern.core.upstream;

/** A login that was asked for and has not told its result. */
public interface PendingLogin {

    /** Gives up and closes what is open; the result is not told any more. On the event loop. */
    void cancel();
}
