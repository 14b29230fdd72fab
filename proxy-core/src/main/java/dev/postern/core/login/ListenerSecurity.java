package dev.postern.core.login;

/** What a listener does about TLS. */
public enum ListenerSecurity {
    /** TLS from the first octet. */
    TLS,
    /** Plaintext until STARTTLS; no login before it. */
    STARTTLS_REQUIRED,
    /** STARTTLS offered, not required: loopback only. */
    STARTTLS_OPTIONAL,
    /** No TLS at all: loopback only. */
    NONE;

    /** As it stands in configuration and logs. */
    public String word() {
        return switch (this) {
            case TLS -> "tls";
            case STARTTLS_REQUIRED -> "starttls-required";
            case STARTTLS_OPTIONAL -> "starttls-optional";
            case NONE -> "none";
        };
    }

    public boolean offersStartTls() {
        return this == STARTTLS_REQUIRED || this == STARTTLS_OPTIONAL;
    }
}
