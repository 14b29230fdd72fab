package dev.postern.config;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * One thing that is wrong with the configuration, told so that a person can mend it.
 *
 * @param line counted from 1; empty where the file as a whole is meant
 * @param key as in {@code account.imap.port}; empty where no key is meant
 * @param expected what would have been right
 * @param found what is there; never a text that could be a secret
 * @param remedy what to do now, as a whole sentence
 */
public record Problem(
        Path file, OptionalInt line, String key, String expected, String found, String remedy) {

    /** All of it on one line, as compilers do it, so that editors find the place. */
    public String sentence() {
        StringBuilder sentence = new StringBuilder(file.toString());
        line.ifPresent(number -> sentence.append(':').append(number));
        sentence.append(": ");
        if (!key.isEmpty()) {
            sentence.append(key).append(": ");
        }
        return sentence.append("expected ")
                .append(expected)
                .append(", found ")
                .append(found)
                .append(". ")
                .append(remedy)
                .toString();
    }
}
