package dev.postern.core.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How much of a password is for whoever guesses to find out. What programs that guess try first
 * counts for next to nothing: words that half the world uses, the user's own names, runs along the
 * alphabet, the digits or the keyboard, and repetitions. It is not a measure of strength but finds
 * the weakest; NIST SP 800-63B 5.1.1.2 asks for no more, and for no rules on kinds of characters.
 */
final class Predictability {

    /** A run or word is one of a few hundred that are tried: as much as two characters. */
    private static final int WORTH_OF_A_PIECE = 2;

    /** Three in a row happen to anybody. */
    private static final int SHORTEST_RUN = 4;

    /** Shorter names are in too many words. */
    private static final int SHORTEST_WORD = 4;

    private static final List<String> ROWS =
            List.of(
                    "abcdefghijklmnopqrstuvwxyz",
                    "01234567890",
                    "qwertyuiop",
                    "qwertzuiop",
                    "azertyuiop",
                    "asdfghjkl",
                    "yxcvbnm",
                    "zxcvbnm");

    private static final List<String> COMMON = common();

    private Predictability() {}

    /**
     * Characters that are left when all that is predictable counts for little.
     *
     * @param names that are known of the user
     */
    static int unpredictable(String password, Stream<String> names) {
        String text = plain(password);
        List<String> words =
                Stream.concat(COMMON.stream(), names.map(Predictability::plain))
                        .filter(word -> word.length() >= SHORTEST_WORD)
                        .toList();
        int worth = 0;
        for (int at = 0; at < text.length(); ) {
            int length = Math.max(wordAt(text, at, words), runAt(text, at));
            length = Math.max(length, repetitionAt(text, at));
            worth += length == 0 ? 1 : WORTH_OF_A_PIECE;
            at += Math.max(length, 1);
        }
        return worth;
    }

    /** Without the disguises that everybody knows. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        for (char character : text.toLowerCase(Locale.ROOT).toCharArray()) {
            plain.append(
                    switch (character) {
                        case '@' -> 'a';
                        case '$' -> 's';
                        default -> character;
                    });
        }
        return plain.toString();
    }

    private static int wordAt(String text, int at, List<String> words) {
        String undisguised = text.replace('0', 'o').replace('1', 'i').replace('3', 'e');
        return words.stream()
                .filter(word -> text.startsWith(word, at) || undisguised.startsWith(word, at))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /** The length of a run along a row, forwards or backwards. */
    private static int runAt(String text, int at) {
        int longest = 0;
        for (String row : ROWS) {
            longest = Math.max(longest, commonPrefix(text, at, row));
            longest = Math.max(longest, commonPrefix(text, at, reversed(row)));
        }
        return longest >= SHORTEST_RUN ? longest : 0;
    }

    private static int commonPrefix(String text, int at, String row) {
        int start = row.indexOf(text.charAt(at));
        int length = 0;
        while (start >= 0
                && start + length < row.length()
                && at + length < text.length()
                && row.charAt(start + length) == text.charAt(at + length)) {
            length++;
        }
        return length;
    }

    private static String reversed(String row) {
        return new StringBuilder(row).reverse().toString();
    }

    /** The length of what has stood there just before, once or more. */
    private static int repetitionAt(String text, int at) {
        for (int unit = 1; unit <= at; unit++) {
            int length = 0;
            while (at + length < text.length()
                    && text.charAt(at + length) == text.charAt(at + length - unit)) {
                length++;
            }
            if (length >= Math.max(unit, SHORTEST_RUN - 1)) {
                return length;
            }
        }
        return 0;
    }

    private static List<String> common() {
        try (InputStream words = Predictability.class.getResourceAsStream("common-words.txt")) {
            if (words == null) {
                throw new IllegalStateException("common-words.txt is missing");
            }
            return List.of(
                    new String(words.readAllBytes(), StandardCharsets.US_ASCII)
                            .strip()
                            .split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
