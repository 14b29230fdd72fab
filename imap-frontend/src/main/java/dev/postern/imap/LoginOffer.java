package dev.postern.imap;

import dev.postern.core.login.ListenerSecurity;

/**
 * What a client may do next about login and TLS, and the capabilities that say so: one constant for
 * greeting and CAPABILITY.
 */
enum LoginOffer {
    LOGIN("IMAP4rev1 ID SASL-IR AUTH=PLAIN AUTH=LOGIN"),
    LOGIN_OR_STARTTLS("IMAP4rev1 ID SASL-IR AUTH=PLAIN AUTH=LOGIN STARTTLS"),
    STARTTLS_ONLY("IMAP4rev1 ID SASL-IR STARTTLS LOGINDISABLED");

    private final String capabilities;

    LoginOffer(String capabilities) {
        this.capabilities = capabilities;
    }

    static LoginOffer on(ListenerSecurity security) {
        return switch (security) {
            case TLS, NONE -> LOGIN;
            case STARTTLS_OPTIONAL -> LOGIN_OR_STARTTLS;
            case STARTTLS_REQUIRED -> STARTTLS_ONLY;
        };
    }

    String capabilities() {
        return capabilities;
    }

    boolean allowsLogin() {
        return this != STARTTLS_ONLY;
    }

    boolean allowsStartTls() {
        return this != LOGIN;
    }
}
