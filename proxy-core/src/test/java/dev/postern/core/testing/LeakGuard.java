package dev.postern.core.testing;

import io.netty.util.ResourceLeakDetectorFactory;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.List;

/**
 * Fails every test class in which a Netty buffer, or anything else that Netty counts references to,
 * was lost without being released. JUnit finds this extension by itself: no test names it.
 */
public final class LeakGuard implements AfterAllCallback {
    private final LeakCollector leaks;

    /** Called by JUnit once, before it runs the first test and so before Netty makes a detector. */
    public LeakGuard() {
        this(new LeakCollector());
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(leaks);
    }

    LeakGuard(LeakCollector leaks) {
        this.leaks = leaks;
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        failOnLeaks();
    }

    void failOnLeaks() throws InterruptedException {
        List<String> found = leaks.collect();
        if (!found.isEmpty()) {
            throw new AssertionError(
                    "Never released, newest use first:\n" + String.join("\n", found));
        }
    }
}
