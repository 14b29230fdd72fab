package dev.postern.app.client;

import dev.postern.core.login.ListenerSecurity;

import java.util.Locale;

/** How a mail program speaks to a listener; the safest first. */
public enum Encryption {
    TLS,
    STARTTLS,
    NONE;

    /** As people type it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isTakenBy(ListenerSecurity security) {
        return switch (security) {
            case TLS -> this == TLS;
            case STARTTLS_REQUIRED -> this == STARTTLS;
            case STARTTLS_OPTIONAL -> this == STARTTLS || this == NONE;
            case NONE -> this == NONE;
        };
    }
}
