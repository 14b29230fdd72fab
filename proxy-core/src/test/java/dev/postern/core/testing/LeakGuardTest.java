package dev.postern.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;

import org.junit.jupiter.api.Test;

/** Plants its leaks in a collector of its own: the one that Netty uses would fail this class. */
class LeakGuardTest {
    private final LeakCollector leaks = new LeakCollector();
    private final ResourceLeakDetector<Object> detector =
            leaks.newResourceLeakDetector(Object.class);
    private final LeakGuard guard = new LeakGuard(leaks);

    @Test
    void failsOnALeakAndNamesItsLastUse() {
        leak();

        assertThatThrownBy(guard::failOnLeaks)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("last seen at the sink");
    }

    @Test
    void blamesALeakOnOneClassOnly() {
        leak();

        assertThatThrownBy(guard::failOnLeaks).isInstanceOf(AssertionError.class);
        assertThatCode(guard::failOnLeaks).doesNotThrowAnyException();
    }

    @Test
    void acceptsWhatWasReleased() {
        Object resource = new Object();
        detector.track(resource).close(resource);

        assertThatCode(guard::failOnLeaks).doesNotThrowAnyException();
    }

    @Test
    void watchesNettyItself() {
        assertThat(ResourceLeakDetectorFactory.instance()).isInstanceOf(LeakCollector.class);
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(Level.PARANOID);
    }

    private void leak() {
        ResourceLeakTracker<Object> tracker = detector.track(new Object());
        tracker.record("last seen at the sink");
    }
}
