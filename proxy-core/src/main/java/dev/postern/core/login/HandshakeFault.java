package dev.postern.core.login;

import java.util.ArrayList;
import java.util.List;

/**
 * Why TLS failed, in the words of whoever found the fault. BoringSSL's engine says "General
 * OpenSslEngine problem" whatever it is, and each exception that passes another on repeats it.
 */
final class HandshakeFault {

    private static final String ANY = "General OpenSslEngine problem";

    private HandshakeFault() {}

    /** From the outermost to the innermost, each once. */
    static String words(Throwable fault) {
        List<String> words = new ArrayList<>();
        for (Throwable it = fault; it != null; it = it.getCause()) {
            String message = String.valueOf(it.getMessage());
            boolean repeats = it.getCause() != null && repeats(message, it.getCause());
            if (!repeats) {
                words.add(message);
            }
        }
        return String.join(": ", words);
    }

    private static boolean repeats(String message, Throwable cause) {
        return message.equals(ANY) || message.contains(String.valueOf(cause.getMessage()));
    }
}
