package dev.postern.core.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import java.time.Duration;

/**
 * Counts messages over a sliding hour, in memory. In no hour does an app send more than it may; a
 * message is forgotten when the minute in which it was sent is an hour ago, so up to a minute late.
 *
 * <p>A restart forgets all: who can restart the bridge can change the limit, too.
 */
public final class HourlyQuota implements SendingQuota {

    private static final int MINUTES = 60;
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Ticker ticker;

    /** No limit on their number: there are no more than apps, whose names no client makes up. */
    private final Cache<String, Hour> hours;

    /** By the machine's clock that never goes back. */
    public HourlyQuota() {
        this(Ticker.systemTicker());
    }

    HourlyQuota(Ticker ticker) {
        this.ticker = ticker;
        this.hours =
                Caffeine.newBuilder()
                        .expireAfterAccess(Duration.ofMinutes(MINUTES + 1))
                        .ticker(ticker)
                        // Upkeep is a few map operations: a thread of its own would cost more.
                        .executor(Runnable::run)
                        .build();
    }

    @Override
    public boolean take(String app, int perHour) {
        return hours.get(app, ignored -> new Hour()).take(ticker.read(), perHour);
    }

    /** The last hour of one app. Guarded by itself, for some array steps. */
    private static final class Hour {

        /** The present minute, which is not over, and the 60 before it. */
        private final int[] sent = new int[MINUTES + 1];

        private long minute = Long.MIN_VALUE;

        synchronized boolean take(long nanos, int perHour) {
            forgetUpTo(Math.floorDiv(nanos, MINUTE_NANOS));
            long inTheHour = 0;
            for (int count : sent) {
                inTheHour += count;
            }
            if (inTheHour >= perHour) {
                return false;
            }
            sent[slot(minute)]++;
            return true;
        }

        private void forgetUpTo(long now) {
            long first = Math.max(minute + 1, now - MINUTES);
            for (long passed = first; passed <= now; passed++) {
                sent[slot(passed)] = 0;
            }
            minute = Math.max(minute, now);
        }

        private int slot(long ofMinute) {
            return Math.floorMod(ofMinute, sent.length);
        }
    }
}
