package dev.postern.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

class HourlyQuotaTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    /** As {@link System#nanoTime} may: it starts anywhere. */
    private final AtomicLong now = new AtomicLong(-Duration.ofHours(100).toNanos());

    private final HourlyQuota quota = new HourlyQuota(now::get);

    @Test
    void anAppSendsAsManyAsItMayAndNoMore() {
        assertThat(quota.take("printer", 2)).isTrue();
        assertThat(quota.take("printer", 2)).isTrue();
        assertThat(quota.take("printer", 2)).isFalse();
        assertThat(quota.take("scanner", 2)).isTrue();
    }

    @Test
    void aMessageIsForgottenAfterAnHourAndAtMostAMinute() {
        quota.take("printer", 1);
        pass(Duration.ofHours(1).minusNanos(1));
        assertThat(quota.take("printer", 1)).isFalse();
        pass(Duration.ofMinutes(1).plusNanos(1));
        assertThat(quota.take("printer", 1)).isTrue();
    }

    @Test
    void aRefusedMessageDoesNotCount() {
        quota.take("printer", 1);
        for (int minute = 0; minute < 61; minute++) {
            quota.take("printer", 1);
            pass(Duration.ofMinutes(1));
        }
        assertThat(quota.take("printer", 1)).isTrue();
    }

    @Test
    void aNarrowerLimitCountsAtOnce() {
        for (int i = 0; i < 5; i++) {
            quota.take("printer", 10);
        }
        assertThat(quota.take("printer", 5)).isFalse();
        assertThat(quota.take("printer", 0)).isFalse();
        assertThat(quota.take("printer", 6)).isTrue();
    }

    @Test
    void inNoHourOfARandomYearIsMoreSentThanAllowed() {
        Random random = new Random(7);
        Deque<Long> sent = new ArrayDeque<>();
        for (int i = 0; i < 200_000; i++) {
            pass(Duration.ofSeconds(random.nextInt(20) == 0 ? random.nextInt(4000) : 20));
            if (quota.take("printer", 50)) {
                sent.add(now.get());
            }
            while (!sent.isEmpty() && now.get() - sent.peek() >= HOUR) {
                sent.remove();
            }
            assertThat(sent).hasSizeLessThanOrEqualTo(50);
        }
    }

    @Test
    void allThreadsTogetherGetNoMore() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                threads.submit(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        if (quota.take("printer", 1_000)) {
                            taken.incrementAndGet();
                        }
                    }
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(taken).hasValue(1_000);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
