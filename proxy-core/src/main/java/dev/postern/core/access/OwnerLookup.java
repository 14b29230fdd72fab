package dev.postern.core.access;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Asks for the owners of sockets on a thread of its own, because a table of thousands of sockets
 * takes a millisecond or more, and a user database may be far. Thread-safe.
 */
final class OwnerLookup implements AutoCloseable {

    /** A second or less of work; who comes then is told at once that nobody knows. */
    static final int MOST_WAITING = 256;

    /** Most bridges need no such thread at most times. */
    private static final Duration IDLE_THREAD_ENDS_AFTER = Duration.ofMinutes(1);

    private final LocalUsers users;
    private final ThreadPoolExecutor thread;

    /**
     * @param name of the thread
     */
    OwnerLookup(LocalUsers users, String name) {
        this.users = users;
        thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_THREAD_ENDS_AFTER.toSeconds(),
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MOST_WAITING),
                        Thread.ofPlatform().daemon().name(name).factory());
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * What {@code then} makes of the owner, on the thread of this class; empty if there are too
     * many to ask for. Never blocks.
     */
    <T> Optional<CompletionStage<T>> ask(Source source, Function<Optional<LocalUser>, T> then) {
        try {
            return Optional.of(
                    CompletableFuture.supplyAsync(() -> then.apply(users.ownerOf(source)), thread));
        } catch (RejectedExecutionException busy) {
            return Optional.empty();
        }
    }

    /** Whether there is anything to ask. */
    boolean knowsAnybody() {
        return !users.equals(LocalUsers.UNKNOWN);
    }

    /** What waits is still answered. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
