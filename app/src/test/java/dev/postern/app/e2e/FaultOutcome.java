package dev.postern.app.e2e;

import java.util.regex.Pattern;

/** What a client is told, or finds, when something has gone wrong: design.md, section 7. */
enum FaultOutcome {
    /** It had what it wanted. */
    DONE("^a2 OK ", "^250 2.0.0 stored"),
    /** The provider could not be had; the connection to the bridge goes on. */
    UNAVAILABLE("^a1 NO \\[UNAVAILABLE\\] (?s:.*)^a8 OK", "^454 4.7.0 (?s:.*)^250 "),
    /** The same, but nobody is left who could go on. */
    UNAVAILABLE_AT_LAST("^a1 NO \\[UNAVAILABLE\\] .*\\n\\z", "^454 4.7.0 .*\\n\\z"),
    /** The provider lets nobody in for a while; the connection to the bridge goes on. */
    LIMIT("^a1 NO \\[LIMIT\\] (?s:.*)^a8 OK", "^454 4.7.0 .*limit(?s:.*)^250 "),
    /** A person has to look at the account, and hears how; the connection goes on. */
    CHECK(
            "^\\* NO \\[ALERT\\] .*postern account check work\\na1 NO \\[UNAVAILABLE\\] (?s:.*)^a8"
                    + " OK",
            "^454 4.7.0 .*postern account check work\\n(?s:.*)^250 "),
    /** The same, and it takes a new sign-in. */
    SIGN_IN(
            "^\\* NO \\[ALERT\\] .*postern account login work\\na1 NO \\[UNAVAILABLE\\] (?s:.*)^a8"
                    + " OK",
            "^454 4.7.0 .*postern account login work\\n(?s:.*)^250 "),
    /** It was let in, and then the connection ended without another word. */
    ENDED("^a1 OK .*\\n(?!(?s:.*)^(a2|\\* BYE))", "^235 .*\\n(?!(?s:.*)^(250 2.0.0 |4|5))"),
    /** It was let in, and the connection ended with a goodbye. */
    GOODBYE("^a1 OK .*\\n(?s:.*)^\\* BYE .*\\n\\z", "^235 .*\\n(?s:.*)^421 4.4.2 .*\\n\\z"),
    /** Its message was not sent, it heard, and the connection ended. */
    NOT_SENT("never", "^451 4.4.2 .* was not sent\\n\\z"),
    /** Nobody knows whether its message was sent, it heard, and the connection ended. */
    UNKNOWN("never", "^451 4.4.2 .* may or may not .*\\n\\z"),
    /** It was the client that was cut off: what matters is that all is let go of. */
    FREED("", "");

    private final Pattern imap;
    private final Pattern smtp;

    FaultOutcome(String imap, String smtp) {
        this.imap = Pattern.compile(imap, Pattern.MULTILINE);
        this.smtp = Pattern.compile(smtp, Pattern.MULTILINE);
    }

    /**
     * Whether it was so.
     *
     * @param heard by the client
     * @param stored how often its message was, when it had heard that
     */
    boolean agrees(Errand errand, String heard, int stored) {
        Pattern words =
                switch (errand.protocol()) {
                    case IMAP -> imap;
                    case SMTP -> smtp;
                };
        return words.matcher(heard).find() && allows(stored, errand);
    }

    private boolean allows(int stored, Errand errand) {
        return switch (this) {
            case DONE -> stored == (errand == Errand.FETCH ? 0 : 1);
            case UNKNOWN, ENDED, GOODBYE, FREED -> stored <= 1;
            case NOT_SENT, UNAVAILABLE, UNAVAILABLE_AT_LAST, LIMIT, CHECK, SIGN_IN -> stored == 0;
        };
    }
}
