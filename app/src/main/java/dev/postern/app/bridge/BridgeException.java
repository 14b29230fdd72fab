package dev.postern.app.bridge;

/** The bridge does not start; the message is for the person who starts it. */
public final class BridgeException extends Exception {
    private static final long serialVersionUID = 1L;

    BridgeException(String message) {
        super(message);
    }

    BridgeException(String message, Throwable cause) {
        super(message, cause);
    }

    BridgeException(UnusableCertificateException cause) {
        super(cause.getMessage(), cause);
    }
}
