package dev.postern.imap.gate;

import java.util.Locale;
import java.util.Set;

/** A reason, as the client hears it. */
final class Sentence {

    private static final Set<String> CHANGES =
            Set.of(
                    "STORE",
                    "UID STORE",
                    "COPY",
                    "UID COPY",
                    "MOVE",
                    "UID MOVE",
                    "EXPUNGE",
                    "UID EXPUNGE");

    private Sentence() {}

    /**
     * The answer to a command that the policy is against. One that would change messages is warned
     * of as well: mutt says only that it failed, and shows the reason of a warning.
     */
    static String refusal(GateCommand command, String why) {
        String warning = CHANGES.contains(command.verb()) ? "* NO " + of(why) + "\r\n" : "";
        return warning + command.tag() + " NO [NOPERM] " + of(why) + "\r\n";
    }

    static String of(String why) {
        return why.substring(0, 1).toUpperCase(Locale.ROOT) + why.substring(1);
    }
}
