package dev.postern.smtp;

import dev.postern.core.login.CloseReason;

/** What a client hears when the bridge ends the connection on its own account. */
public final class GoodbyeWords {

    private GoodbyeWords() {}

    /** The part of the reply behind the code, which is 421 (RFC 5321 3.8). */
    public static String of(CloseReason reason) {
        return switch (reason) {
            case SHUTDOWN -> "4.3.2 Postern is shutting down";
            case INTERNAL_ERROR -> "4.3.0 Postern failed, see its log";
            case LOGIN_DEADLINE -> "4.4.2 Login took too long, closing the connection";
            case IDLE -> "4.4.2 Nothing was said for too long, closing the connection";
            case KICKED -> "4.3.2 The owner of the bridge has ended the connection";
            case REVOKED -> "4.7.0 This login was revoked, closing the connection";
            case LINE_TOO_LONG, LITERAL_TOO_LARGE, TOO_MUCH_BEFORE_LOGIN ->
                    "4.7.0 Too much was sent before login, closing the connection";
            case TOO_MANY_ERRORS, TOO_MANY_FAILURES, NOT_THIS_PROTOCOL, DEVICE_REFUSED ->
                    "4.7.0 Too many errors, closing the connection";
            case CROWDED_OUT -> "4.3.2 Too many connections wait for a login, try again";
            case OCTETS_BEFORE_TLS, TLS_FAILED -> "4.7.0 TLS failed, closing the connection";
            case QUIT,
                    PEER_CLOSED,
                    CLIENT_CLOSED,
                    UPSTREAM_CLOSED,
                    DRAIN_DEADLINE,
                    CLIENT_OUT_OF_STEP,
                    MESSAGE_TOO_LARGE,
                    UPSTREAM_OUT_OF_STEP,
                    UPSTREAM_DAMAGED,
                    UPSTREAM_SILENT ->
                    "4.4.2 Closing the connection";
        };
    }
}
