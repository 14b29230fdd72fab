package dev.postern.app.doctor;

import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param subject what was looked at, in a word or two
 * @param sentence what was found
 * @param cause why that is so, or what comes of it; empty if all is well
 * @param mend a command, or what else to do; empty if there is nothing to do
 */
public record Finding(Level level, String subject, String sentence, String cause, String mend) {

    /** How bad it is. */
    public enum Level {
        OK,
        /** Works, and a person may want to know. */
        NOTE,
        /** Works still, or in part. */
        WARNING,
        FAULT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String subject, String sentence) {
        return new Finding(Level.OK, subject, sentence, "", "");
    }

    static Finding note(String subject, String sentence, String cause, String mend) {
        return new Finding(Level.NOTE, subject, sentence, cause, mend);
    }

    static Finding warning(String subject, String sentence, String cause, String mend) {
        return new Finding(Level.WARNING, subject, sentence, cause, mend);
    }

    static Finding fault(String subject, String sentence, String cause, String mend) {
        return new Finding(Level.FAULT, subject, sentence, cause, mend);
    }
}
