package dev.postern.core.session;

import java.util.Locale;

/** Where a session stands, for people. */
public enum SessionPhase {
    LOGGING_IN,
    VERIFYING,
    DIALLING,
    RELAYING,
    CLOSED;

    /** As it stands in lists. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
