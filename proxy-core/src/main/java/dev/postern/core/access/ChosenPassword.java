package dev.postern.core.access;

import dev.postern.core.account.Protocol;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * What is kept of a password that a person chose. It has no id, so the account and protocol find
 * it, and those have at most one.
 *
 * @param account name of the account
 * @param protocols those on which it was chosen for; the app's policy is asked as well
 * @param app name of the app
 */
public record ChosenPassword(
        String account, Set<Protocol> protocols, String app, Argon2id hash, Instant chosen) {
    public ChosenPassword {
        protocols = Set.copyOf(protocols);
    }

    ChosenPassword renamed(String to) {
        return new ChosenPassword(account, protocols, to, hash, chosen);
    }

    /** Where it is found: of these, no two are alike. */
    record Place(String account, Protocol protocol) {
        Place {
            account = account.toLowerCase(Locale.ROOT);
        }
    }
}
