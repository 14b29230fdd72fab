package dev.postern.core.token;

import java.time.Duration;
import java.util.Optional;

/** How long things last and how long we wait, each with its reason. */
final class Schedule {

    /**
     * Where the server does not say (RFC 6749 5.1 only recommends it): what Google, Microsoft,
     * Yahoo and Fastmail have. A wrong guess costs one rejected login, which renews the token.
     */
    static final Duration USUAL_LIFETIME = Duration.ofHours(1);

    /** A server that says less would be asked without end. */
    private static final Duration SHORTEST_LIFETIME = Duration.ofMinutes(1);

    /** More is not worth believing, and a clock cannot count every number. */
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(90);

    /** A token that ends while a login is under way is no use: a dial may take 20 seconds. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** Minutes are enough for several tries when the server is down. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /** The shortest of {@link #backoff}; mail programs try again by themselves. */
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(5);

    /** People who look at their mail program wait no longer than this after an outage. */
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);

    /** A server that wants more is asked again all the same: it may have been a mistake. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    /** Servers that lag behind their own replicas have caught up. */
    private static final Duration FIRST_DOUBT = Duration.ofSeconds(10);

    /** Together with the first: more than {@link #CERTAIN}. */
    private static final Duration FURTHER_DOUBT = Duration.ofSeconds(55);

    /** {@code invalid_grant} twice within this is not yet death. */
    static final Duration CERTAIN = Duration.ofMinutes(1);

    /** A consent that nobody uses is used once a day, so that its end is noticed (defect 39). */
    static final Duration DAILY = Duration.ofDays(1);

    /** Our registration may be mended without our hearing of it. */
    static final Duration REGISTRATION = Duration.ofMinutes(5);

    /** A token that lived longer was good once: its rejection is the first. */
    static final Duration SETTLED = Duration.ofMinutes(5);

    /** A token that is rejected at birth is not replaced for each login. */
    private static final Duration FIRST_REJECTED = Duration.ofSeconds(30);

    private static final Duration LONGEST_REJECTED = Duration.ofMinutes(15);

    /** What is spread of a pause, of a lifetime, and of a day. */
    private static final double JITTER = 0.2;

    private static final double SMALL_JITTER = 0.05;

    private final Timing timing;

    Schedule(Timing timing) {
        this.timing = timing;
    }

    static Duration lifetime(Optional<Duration> said) {
        Duration lifetime = said.orElse(USUAL_LIFETIME);
        return longest(SHORTEST_LIFETIME, shortest(LONGEST_LIFETIME, lifetime));
    }

    /** How long a token is handed out where it can be replaced. */
    static Duration usable(Duration lifetime) {
        return lifetime.minus(shortest(MARGIN, lifetime.dividedBy(10)));
    }

    /**
     * After what part of its lifetime a token is renewed: at 80 %, or five minutes before its end
     * if that is earlier, and never before the half, so that short lives are not renewed without
     * end.
     */
    Duration renewal(Duration lifetime) {
        Duration earliest = lifetime.dividedBy(2);
        Duration wanted = shortest(lifetime.multipliedBy(4).dividedBy(5), lifetime.minus(AHEAD));
        return longest(earliest, wanted.minus(timing.share(lifetime, SMALL_JITTER)));
    }

    /**
     * @param failures in a row, 1 or more
     */
    Duration backoff(int failures, Optional<Duration> retryAfter) {
        Duration pause = doubled(FIRST_BACKOFF, failures, LONGEST_BACKOFF);
        Duration asked = shortest(LONGEST_RETRY_AFTER, retryAfter.orElse(Duration.ZERO));
        return later(longest(pause, asked));
    }

    /**
     * @param refusals so far, 1 or more
     */
    Duration doubt(int refusals) {
        return later(refusals == 1 ? FIRST_DOUBT : FURTHER_DOUBT);
    }

    /**
     * @param rejections of fresh tokens in a row; the first is replaced at once
     */
    Duration rejected(int rejections) {
        return rejections <= 1
                ? Duration.ZERO
                : later(doubled(FIRST_REJECTED, rejections - 1, LONGEST_REJECTED));
    }

    /** A little less than a day, so that it is not always the same hour. */
    Duration daily() {
        return DAILY.minus(timing.share(DAILY, SMALL_JITTER));
    }

    private Duration later(Duration pause) {
        return pause.plus(timing.share(pause, JITTER));
    }

    private static Duration doubled(Duration first, int times, Duration longest) {
        // 2^20 of any of them is longer than the longest.
        return shortest(longest, first.multipliedBy(1L << Math.min(20, times - 1)));
    }

    private static Duration shortest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
