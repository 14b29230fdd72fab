package dev.postern.core.access;

import dev.postern.core.account.Account;

import java.time.Duration;
import java.util.Optional;

/** What the {@link Authenticator} says of a {@link LoginAttempt}. */
public sealed interface Verdict {

    /** Number of the user of this machine whose program it is; empty if nobody has looked. */
    Optional<String> localUser();

    /**
     * This app may log in.
     *
     * @param secret id of the generated password that it has; empty if a person chose it
     */
    record Accepted(App app, Account account, String secret, Optional<String> localUser)
            implements Verdict {

        /** Nobody had to look whose program it is. */
        public Accepted(App app, Account account, String secret) {
            this(app, account, secret, Optional.empty());
        }

        /** Without a generated password. */
        public Accepted(App app, Account account) {
            this(app, account, "");
        }
    }

    /**
     * This app may not log in.
     *
     * @param why for our log only; every value is answered with the same words
     * @param account name of the one that the user name selects
     * @param delay how long the answer is to be held back
     */
    record Denied(Denial why, Optional<String> account, Duration delay, Optional<String> localUser)
            implements Verdict {

        /** Nobody had to look whose program it is. */
        public Denied(Denial why, Optional<String> account, Duration delay) {
            this(why, account, delay, Optional.empty());
        }

        /** Of a user name that selects no account. */
        public Denied(Denial why, Duration delay) {
            this(why, Optional.empty(), delay);
        }
    }

    /**
     * Too many failures from this source for this account, or too many chosen passwords waiting to
     * be verified. A right generated secret is never answered so.
     *
     * @param account name of the one that the user name selects
     * @param delay how long the answer is to be held back
     */
    record Throttled(Optional<String> account, Duration delay, Optional<String> localUser)
            implements Verdict {

        /** Nobody had to look whose program it is. */
        public Throttled(Optional<String> account, Duration delay) {
            this(account, delay, Optional.empty());
        }

        /** Of a user name that selects no account. */
        public Throttled(Duration delay) {
            this(Optional.empty(), delay);
        }
    }
}
