package dev.postern.app.importing;

import dev.postern.core.account.Account;

import java.util.List;
import java.util.Optional;

/**
 * What became of one section.
 *
 * @param account empty: it is none, or none that could be taken over
 * @param notes in the order of the file
 */
public record Takeover(String section, int line, Optional<Account> account, List<Note> notes) {

    public Takeover {
        notes = List.copyOf(notes);
    }

    /**
     * What became of one key, for a person. Never with a secret in it.
     *
     * @param line of the key, or of its section
     */
    public record Note(int line, String key, String said) {
        /** All of it. */
        public String sentence() {
            return "line %d: %s: %s".formatted(line, key, said);
        }
    }
}
