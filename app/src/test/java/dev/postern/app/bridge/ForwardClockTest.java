package dev.postern.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

/** What has ended stays ended when the clock is set back, and a wrong clock harms no longer. */
class ForwardClockTest {
    private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");

    private final MovableClock wall = new MovableClock(START);
    private long nanos = Long.MAX_VALUE - 1;
    private final ForwardClock clock = new ForwardClock(wall, () -> nanos);

    private void pass(Duration time) {
        wall.advance(time);
        nanos += time.toNanos();
    }

    @Test
    void itIsTheWallClockAsLongAsNobodySetsIt() {
        assertThat(clock.instant()).isEqualTo(START);
        pass(Duration.ofDays(400));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofDays(400)));
    }

    @Test
    void itFollowsTheWallClockThroughASuspend() {
        wall.advance(Duration.ofHours(9)); // while the other one stood still
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(9)));
    }

    @Test
    void itGoesOnWhileTheWallClockIsSetBack() {
        pass(Duration.ofHours(2));
        wall.advance(Duration.ofDays(-365));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(2)));
        pass(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(3)));
    }

    @Test
    void aLeapThatIsTakenBackIsForgotten() {
        wall.advance(Duration.ofDays(3650));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofDays(3650)));
        wall.advance(Duration.ofDays(-3650));
        assertThat(clock.instant()).isEqualTo(START);
    }
}
