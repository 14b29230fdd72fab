package dev.postern.core.session;

/** What is known of a device when it connects, before it has said anything. */
public enum Standing {
    /** It comes from where the device is. */
    EXPECTED,
    /** It will be refused, and is greeted with that. */
    STRANGER
}
