package dev.postern.core.audit;

/** Keeps what happened. Thread-safe, and never blocks: it is called on event loops. */
@FunctionalInterface
public interface AuditLog {

    /** Keeps nothing: for tests, and for what has no state directory. */
    AuditLog NONE = event -> {};

    void record(AuditEvent event);

    /** Tells two. */
    static AuditLog both(AuditLog first, AuditLog second) {
        return event -> {
            first.record(event);
            second.record(event);
        };
    }
}
