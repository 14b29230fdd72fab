package dev.postern.core.access;

/** Counts the messages that apps send. Thread-safe; never blocks. */
@FunctionalInterface
public interface SendingQuota {

    /** Everybody may send as much as they like. */
    SendingQuota UNLIMITED = (app, perHour) -> true;

    /**
     * Takes one message out of the app's hour, if there is one left.
     *
     * @param perHour messages that the app may send in any hour, over all its connections
     * @return whether it may be sent
     */
    boolean take(String app, int perHour);
}
