package dev.postern.core.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Time that goes on only when it is told to, and the one thread on which everything happens then:
 * the test's.
 */
final class HandTime extends AbstractExecutorService implements ScheduledExecutorService {

    private static final Instant START = Instant.parse("2026-11-23T18:00:00Z");

    private final List<Timer> timers = new ArrayList<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private Instant wall = START;
    private long nanos = 1;
    private boolean running;
    private boolean stopped;

    /** As it is when nobody suspends the machine or sets its clock. */
    void advance(Duration by) {
        long until = nanos + by.toNanos();
        while (true) {
            Timer next =
                    timers.stream()
                            .filter(timer -> timer.due <= until)
                            .min(Comparator.comparingLong(timer -> timer.due))
                            .orElse(null);
            if (next == null) {
                break;
            }
            pass(Math.max(0, next.due - nanos));
            next.fire();
        }
        pass(until - nanos);
    }

    private void pass(long passed) {
        nanos += passed;
        wall = wall.plusNanos(passed);
    }

    /** The wall clock is set, or goes on while the machine is suspended. */
    void setWall(Duration by) {
        wall = wall.plus(by);
    }

    /** Of a process that was killed. */
    void forgetTimers() {
        timers.clear();
    }

    Instant wall() {
        return wall;
    }

    Timing timing() {
        Clock clock =
                new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return wall;
                    }
                };
        // The middle of every jitter, so that a test can be exact about what must not happen yet.
        return new Timing(clock, () -> nanos, () -> 1L << 62);
    }

    Threads threads() {
        return new Threads(this, this, this);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (!running) {
            running = true;
            try {
                while (!tasks.isEmpty()) {
                    tasks.remove().run();
                }
            } finally {
                running = false;
            }
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        Timer timer = new Timer(task, nanos + unit.toNanos(delay), 0);
        timers.add(timer);
        return timer;
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
            Runnable task, long initial, long delay, TimeUnit unit) {
        Timer timer = new Timer(task, nanos + unit.toNanos(initial), unit.toNanos(delay));
        timers.add(timer);
        return timer;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
            Runnable task, long initial, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {
        stopped = true;
        timers.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        timers.clear();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return stopped;
    }

    @Override
    public boolean isTerminated() {
        return stopped;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }

    private final class Timer extends FutureTask<Void> implements ScheduledFuture<Void> {

        private final Runnable task;
        private final long period;
        private long due;

        Timer(Runnable task, long due, long period) {
            super(() -> {}, null);
            this.task = task;
            this.due = due;
            this.period = period;
        }

        void fire() {
            if (period == 0) {
                timers.remove(this);
            } else {
                due += period;
            }
            task.run();
        }

        @Override
        public boolean cancel(boolean interrupting) {
            return timers.remove(this);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(
                    getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
