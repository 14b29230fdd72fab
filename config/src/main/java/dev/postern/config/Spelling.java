package dev.postern.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses the word that somebody meant. */
final class Spelling {

    /** Two slips; with more, a guess is as likely to mislead as to help. */
    private static final int MOST_SLIPS = 2;

    /** No key is nearly as long; it keeps the work small for absurd ones. */
    private static final int LONGEST = 64;

    private Spelling() {}

    /**
     * The candidate that takes the fewest single-letter slips, if they are few and fewer than its
     * letters.
     */
    static Optional<String> closest(String word, Collection<String> candidates) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String folded = word.toLowerCase(Locale.ROOT).replace('-', '_');
        return candidates.stream()
                .filter(candidate -> slips(folded, candidate) <= MOST_SLIPS)
                .filter(candidate -> slips(folded, candidate) < candidate.length())
                .min(Comparator.comparingInt(candidate -> slips(folded, candidate)));
    }

    /** The Levenshtein distance. */
    private static int slips(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] here = new int[to.length() + 1];
            here[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int changed =
                        above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                here[column] = Math.min(changed, 1 + Math.min(above[column], here[column - 1]));
            }
            above = here;
        }
        return above[to.length()];
    }
}
