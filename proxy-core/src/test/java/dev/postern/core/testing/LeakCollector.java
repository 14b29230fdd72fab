package dev.postern.core.testing;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes leak detectors that keep what they find instead of logging it. Used by every thread that
 * allocates.
 */
final class LeakCollector extends ResourceLeakDetectorFactory {
    /**
     * A garbage collection that the JVM was asked for takes milliseconds; this is for busy
     * machines.
     */
    private static final int GC_ATTEMPTS = 100;

    private static final int GC_WAIT_MILLIS = 100;

    private static final Pattern TEST_RUNNER =
            Pattern.compile("\t(org\\.junit|org\\.apache\\.maven\\.surefire|java\\.base/)");

    private final Queue<Detector<?>> detectors = new ConcurrentLinkedQueue<>();
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private volatile boolean used;

    @Override
    @Deprecated // Netty's, for maxActive, which its detectors ignore; the other overloads end here.
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
            Class<T> resource, int samplingInterval, long maxActive) {
        var detector = new Detector<T>(resource, samplingInterval);
        detectors.add(detector);
        return detector;
    }

    /** Returns what was lost since the last call; each leak once. */
    List<String> collect() throws InterruptedException {
        // Most test classes allocate no buffer, and shall not pay for collections.
        if (used) {
            used = false;
            // References are enqueued one by one, in no order: all of the first collection are
            // there as soon as one of the second is.
            collectGarbage();
            collectGarbage();
            detectors.forEach(Detector::report);
        }
        List<String> found = new ArrayList<>();
        for (String leak = leaks.poll(); leak != null; leak = leaks.poll()) {
            found.add(leak);
        }
        return found;
    }

    private static void collectGarbage() throws InterruptedException {
        var queue = new ReferenceQueue<>();
        var sentinel = new WeakReference<>(new Object(), queue);
        try {
            for (int attempt = 0; attempt < GC_ATTEMPTS; attempt++) {
                System.gc();
                if (queue.remove(GC_WAIT_MILLIS) != null) {
                    return;
                }
            }
            throw new IllegalStateException("System.gc() collects nothing, so leaks can't be seen");
        } finally {
            Reference.reachabilityFence(sentinel);
        }
    }

    /** Forty records each end with the same fifty lines. */
    private static String withoutTestRunner(String records) {
        return records.lines()
                .filter(line -> !TEST_RUNNER.matcher(line).find())
                .collect(Collectors.joining("\n"));
    }

    private final class Detector<T> extends ResourceLeakDetector<T> {
        Detector(Class<T> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        @Override
        public ResourceLeakTracker<T> track(T resource) {
            used = true;
            return super.track(resource);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resource, String records) {
            leaks.add(resource + withoutTestRunner(records));
        }

        @Override
        protected void reportUntracedLeak(String resource) {
            leaks.add(resource + ": no records, is the leak detection level too low?");
        }

        /** Tracks something: that is when a detector looks at what was collected meanwhile. */
        @SuppressWarnings("unchecked") // A detector never looks at what it tracks.
        void report() {
            T resource = (T) new Object();
            super.track(resource).close(resource);
        }
    }
}
