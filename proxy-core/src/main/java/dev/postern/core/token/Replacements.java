package dev.postern.core.token;

import java.util.Optional;

/**
 * Keeps a mail server that refuses every token from making a refresh of every login. The first
 * refused token is replaced at once; when the next ones are refused too, each lives longer before
 * it is replaced, and logins try it meanwhile: another protocol's server may take it. One thread.
 */
final class Replacements {

    private final Schedule schedule;

    /** Tokens in a row that were refused when they were new. */
    private int rejections;

    private Optional<Deadline> next = Optional.empty();

    Replacements(Schedule schedule) {
        this.schedule = schedule;
    }

    /** This token was refused. */
    void rejected(AccessToken token, Moment now) {
        // Who lived longer was good once, so this is a new story.
        boolean settled = new Deadline(token.obtained(), Schedule.SETTLED).reached(now);
        rejections = settled ? 1 : rejections + 1;
        next = Optional.of(new Deadline(token.obtained(), schedule.rejected(rejections)));
    }

    /** A person has signed in: what was refused before is no measure. */
    void forget() {
        rejections = 0;
        next = Optional.empty();
    }

    /** Whether refused tokens are handed out for a while, rather than replaced. */
    boolean holdBack() {
        return rejections > 1;
    }

    boolean due(Moment now) {
        return next.map(deadline -> deadline.reached(now)).orElse(true);
    }
}
