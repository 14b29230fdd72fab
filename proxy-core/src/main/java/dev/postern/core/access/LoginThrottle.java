package dev.postern.core.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import java.time.Duration;
import java.util.Optional;

/**
 * Slows guessing down. Counts failures by who tries, at what and with what kind of secret, and by
 * nothing wider: a stale client slows itself, and neither other accounts, nor other sources, nor
 * clients that know their secret. Thread-safe.
 *
 * <p>A generated secret has an id, and so failures are counted by it, too: that is by app, also if
 * the secret was revoked or if the app may not log in now. At the account it then counts once,
 * however often it is tried, so that one stale program leaves room for typing errors of others.
 * Secrets that were never issued count the same, so that nobody learns from a delay which were.
 *
 * <p>A success does not clear the count. Several programs share a source, and else one that logs in
 * every minute would give another one next to it all the guesses that it wants.
 */
final class LoginThrottle {

    /** How many failures it takes to be refused: a person gives up or looks it up long before. */
    static final int MOST_FAILURES = 10;

    /**
     * After the last failure that was counted, so it is how long the refusal lasts, too. 10 guesses
     * in 5 minutes are a million a year: nothing against the shortest password that may be chosen.
     */
    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

    /** Not felt after one typing error; doubles with every further failure. */
    static final Duration FIRST_DELAY = Duration.ofMillis(250);

    /** Well below the 10 s after which the most impatient mail programs take a server for dead. */
    static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    /** 250 ms doubled five times is over the longest already; more would overflow. */
    private static final int MOST_DOUBLINGS = 5;

    /**
     * Each of the two tables then holds about 2 MiB; whoever has that many sources isn't stopped by
     * forgetting less.
     */
    static final long MOST_TRIES = 10_000;

    /** Apart, so that made-up user names never push out the count for a real one. */
    private final Cache<Try, Integer> atAccounts;

    private final Cache<Try, Integer> atUnknownUsers;

    /** Apart as well: ids can be made up, too. */
    private final Cache<Try, Integer> ofSecrets;

    LoginThrottle(Ticker ticker) {
        atAccounts = counts(ticker);
        atUnknownUsers = counts(ticker);
        ofSecrets = counts(ticker);
    }

    /**
     * Who tries at what with what.
     *
     * @param secret id of the generated secret; empty if it has none that can be read
     */
    record Try(Origin origin, Target target, Kind kind, String secret) {

        /** The same with whatever secret. */
        private Try withAny() {
            return new Try(origin, target, kind, "");
        }

        /** Name of the account, if it is one. */
        Optional<String> account() {
            return switch (target) {
                case Target.KnownAccount(String name) -> Optional.of(name);
                case Target.UnknownUser ignored -> Optional.empty();
            };
        }
    }

    /**
     * The account that is tried, or a name that is none: it counts just the same, so that
     * throttling tells nobody which.
     */
    sealed interface Target {

        /** Whichever of its user names was typed. */
        record KnownAccount(String name) implements Target {}

        /** Known by a MAC: people type passwords into the wrong field, and names can be long. */
        record UnknownUser(String mac) implements Target {}
    }

    /**
     * Counted apart, since 136 bits can't be guessed: a client with a revoked one must not lock out
     * who types well.
     */
    enum Kind {
        GENERATED,
        CHOSEN
    }

    /** Whether there were so many failures that no secret is to be looked at. */
    boolean refuses(Try attempt) {
        return failures(attempt) >= MOST_FAILURES || failures(attempt.withAny()) >= MOST_FAILURES;
    }

    /** Counts a failure, and says how long its answer is to be held back. */
    Duration failed(Try attempt) {
        int failures = attempt.secret().isEmpty() ? counted(attempt) : ofOneSecret(attempt);
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    private int ofOneSecret(Try attempt) {
        int itsOwn = counted(attempt);
        return itsOwn == 1
                ? counted(attempt.withAny())
                : Math.max(itsOwn, failures(attempt.withAny()));
    }

    private int counted(Try attempt) {
        return table(attempt).asMap().merge(attempt, 1, Integer::sum);
    }

    private int failures(Try attempt) {
        Integer failures = table(attempt).getIfPresent(attempt);
        return failures == null ? 0 : failures;
    }

    private Cache<Try, Integer> table(Try attempt) {
        if (!attempt.secret().isEmpty()) {
            return ofSecrets;
        }
        return switch (attempt.target()) {
            case Target.KnownAccount account -> atAccounts;
            case Target.UnknownUser user -> atUnknownUsers;
        };
    }

    private static Cache<Try, Integer> counts(Ticker ticker) {
        return Caffeine.newBuilder()
                .maximumSize(MOST_TRIES)
                .expireAfterWrite(FORGOTTEN_AFTER)
                .ticker(ticker)
                // Upkeep is a few map operations: a thread of its own would cost more.
                .executor(Runnable::run)
                .build();
    }
}
