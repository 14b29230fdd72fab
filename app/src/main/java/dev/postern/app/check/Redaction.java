package dev.postern.app.check;

import dev.postern.core.secret.Secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Makes what a server or a library said fit to be shown: no secret, one line, not too long. */
final class Redaction {

    /** The longest answers of providers, with their links, are shorter. */
    private static final int LONGEST = 400;

    private static final String DOTS = "••••";

    private final List<String> hidden;

    private Redaction(List<String> hidden) {
        this.hidden = hidden;
    }

    static Redaction none() {
        return new Redaction(List.of());
    }

    /** Hides the secret as it is, and as logins of {@code user} encode it. */
    static Redaction of(Secret secret, String user) {
        String text = secret.revealText();
        return text.isEmpty()
                ? none()
                : new Redaction(
                        List.of(
                                base64("\0" + user + "\0" + text),
                                base64("user=" + user + "\1auth=Bearer " + text + "\1\1"),
                                base64(text),
                                text));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    String shown(String said) {
        String text = said;
        for (String secret : hidden) {
            text = text.replace(secret, DOTS);
        }
        text = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
