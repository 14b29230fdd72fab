package dev.postern.core.relay;

/** The two ends of a session. */
enum Side {
    CLIENT,
    UPSTREAM;

    Side other() {
        return this == CLIENT ? UPSTREAM : CLIENT;
    }
}
