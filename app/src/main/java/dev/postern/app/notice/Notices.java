package dev.postern.app.notice;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells people: through a program of theirs, which can send it wherever they look, and on the
 * desktop, where there is one. Thread-safe; nobody waits for it.
 */
public final class Notices implements AutoCloseable {

    /** A storm of events is one event to a person; what comes later is told all the same. */
    private static final int MOST_WAITING = 100;

    private static final long IDLE_SECONDS = 10;

    private final Supplier<List<String>> hook;
    private final Optional<Desktop> desktop;
    private final ThreadPoolExecutor thread;

    /**
     * @param hook program and arguments as the configuration has them now; empty: none
     */
    public Notices(Supplier<List<String>> hook) {
        this(hook, Desktop.find(System.getenv(), System.getProperty("os.name")));
    }

    Notices(Supplier<List<String>> hook, Optional<Desktop> desktop) {
        this.hook = hook;
        this.desktop = desktop;
        thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(MOST_WAITING),
                        Thread.ofPlatform().daemon().name("postern-notices").factory(),
                        new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    public void tell(Notice notice) {
        thread.execute(() -> told(notice));
    }

    private void told(Notice notice) {
        List<String> words = hook.get();
        if (!words.isEmpty()) {
            new HookRun(words).tell(notice);
        }
        if (notice.wantsAction()) {
            desktop.ifPresent(it -> it.show(notice));
        }
    }

    /** Ends the program that runs; what waits is not told any more: the log has it. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
