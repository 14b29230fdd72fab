package dev.postern.core.token;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * On what an engine runs. They start when they are first needed, and let a command end.
 *
 * @param clock for what is due; what it runs is short
 * @param worker one task after the other; they wait for the disk
 * @param events for the listener, which may take its time
 */
record Threads(ScheduledExecutorService clock, ExecutorService worker, ExecutorService events) {

    /** An account has two events an hour at most; a listener that hangs loses the rest. */
    private static final int MOST_EVENTS = 1_000;

    private static final long IDLE_SECONDS = 30;

    static Threads real() {
        return new Threads(
                clock("tokens-clock"),
                serial("tokens", Integer.MAX_VALUE),
                serial("tokens-events", MOST_EVENTS));
    }

    private static ScheduledExecutorService clock(String name) {
        ScheduledThreadPoolExecutor clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name(name).factory());
        // Each login that is answered in time takes its deadline away.
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    private static ExecutorService serial(String name, int mostWaiting) {
        ThreadPoolExecutor serial =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(mostWaiting),
                        Thread.ofPlatform().daemon().name(name).factory());
        serial.allowCoreThreadTimeOut(true);
        return serial;
    }
}
