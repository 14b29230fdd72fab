package dev.postern.core.token;

import java.util.Optional;

/** Whether an account can get a new access token, and when it is worth another try. */
sealed interface Condition {

    /** As far as we know. */
    record Good() implements Condition {}

    /**
     * The last try failed in a way that may pass.
     *
     * @param failures in a row
     * @param doubt if the server also said that the grant is invalid
     */
    record Retrying(int failures, Deadline next, String words, Optional<Doubt> doubt)
            implements Condition {}

    /** A person is needed. Tried again all the same, once a day. */
    record Stopped(Trouble trouble, Deadline next) implements Condition {}

    /**
     * The server gave us tokens that the vault could not take. Nothing is asked for until it has
     * taken them: the refresh token that it holds may be spent.
     */
    record Unsaved(TokenRecord record, AccessToken token, int failures, Deadline next)
            implements Condition {}

    /** The configuration has this account no more, or another registration for it. */
    record Gone() implements Condition {}

    /**
     * How often, and since when, the server has said {@code invalid_grant} without a success in
     * between.
     */
    record Doubt(Moment first, int refusals) {

        Doubt again() {
            return new Doubt(first, refusals + 1);
        }

        /** Servers say it when they lag or are overloaded, too: only persistence is an answer. */
        boolean certain(Moment now) {
            return refusals >= 2 && now.since(first).compareTo(Schedule.CERTAIN) > 0;
        }
    }
}
