package dev.postern.imap.gate;

import java.util.Locale;

/** A reason, as the client hears it. */
final class Sentence {

    private Sentence() {}

    static String of(String why) {
        return why.substring(0, 1).toUpperCase(Locale.ROOT) + why.substring(1);
    }
}
