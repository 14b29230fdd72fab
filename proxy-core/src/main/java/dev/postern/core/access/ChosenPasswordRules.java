package dev.postern.core.access;

import dev.postern.core.account.Account;
import dev.postern.core.secret.Secret;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person may choose as an app password. */
final class ChosenPasswordRules {

    /**
     * NIST SP 800-63B asks for 8 where guesses are limited, as they are; two more, because a stolen
     * state file lets anybody guess on without us.
     */
    static final int FEWEST_CHARACTERS = 10;

    /** Longer than any password field that we know, and far below the longest login line. */
    static final int MOST_CHARACTERS = 128;

    /** Fewer and it is a pattern: {@code aaaaaaaaaa}, {@code 1212121212}. */
    static final int FEWEST_DIFFERENT_CHARACTERS = 5;

    /** Of what nobody can predict: as many as NIST SP 800-63B asks of the whole. */
    static final int FEWEST_UNPREDICTABLE_CHARACTERS = 8;

    private ChosenPasswordRules() {}

    /**
     * Why {@code password} won't do, as a sentence for the person who chose it; empty if it will.
     */
    static Optional<String> objection(Secret password, Account account) {
        byte[] octets = password.reveal();
        try {
            return objection(octets, password, account);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static Optional<String> objection(byte[] octets, Secret password, Account account) {
        for (byte octet : octets) {
            if (octet < 0) {
                return Optional.of(
                        "The password has a character that is not ASCII. Old programs send such"
                                + " characters in several ways, so choose it from English letters,"
                                + " digits and punctuation.");
            }
            if (octet < ' ' || octet == 0x7f) {
                return Optional.of(
                        "The password has a control character (a line break, perhaps), which mail"
                                + " protocols can't carry. Choose one without.");
            }
        }
        if (octets.length < FEWEST_CHARACTERS || octets.length > MOST_CHARACTERS) {
            return Optional.of(
                    "The password has %d characters; choose one of %d to %d."
                            .formatted(octets.length, FEWEST_CHARACTERS, MOST_CHARACTERS));
        }
        if (octets[0] == ' ' || octets[octets.length - 1] == ' ') {
            return Optional.of(
                    "The password begins or ends with a space, which some programs cut off. Choose"
                            + " one without.");
        }
        if (differentOctets(octets) < FEWEST_DIFFERENT_CHARACTERS) {
            return Optional.of(
                    "The password has fewer than "
                            + FEWEST_DIFFERENT_CHARACTERS
                            + " different characters and is guessed at once. Choose another.");
        }
        if (AppPassword.looksGenerated(password)) {
            return Optional.of(
                    "The password has the form of those that Postern generates, and would be taken"
                            + " for one. Choose another.");
        }
        if (userNames(account).anyMatch(password.revealText()::equalsIgnoreCase)) {
            return Optional.of(
                    "The password is a user name of the account %s. Choose another."
                            .formatted(account.name()));
        }
        if (Predictability.unpredictable(password.revealText(), nameParts(account))
                < FEWEST_UNPREDICTABLE_CHARACTERS) {
            return Optional.of(
                    "The password is made of what is guessed first: common words, names of the"
                        + " account, runs like 1234 or qwerty, repetitions. Choose another, like"
                        + " four words that nobody would put together.");
        }
        return Optional.empty();
    }

    private static Stream<String> nameParts(Account account) {
        return userNames(account)
                .flatMap(name -> Stream.concat(Stream.of(name), Stream.of(name.split("[@.+_-]"))));
    }

    private static long differentOctets(byte[] octets) {
        boolean[] seen = new boolean[Byte.MAX_VALUE + 1];
        long different = 0;
        for (byte octet : octets) {
            different += seen[octet] ? 0 : 1;
            seen[octet] = true;
        }
        return different;
    }

    private static Stream<String> userNames(Account account) {
        return Stream.concat(
                Stream.of(account.name(), account.address()), account.aliases().stream());
    }
}
