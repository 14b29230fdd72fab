package dev.postern.core.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import dev.postern.core.secret.Secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Checks chosen passwords on a thread of its own, because that takes tens of milliseconds and 19
 * MiB each time, and remembers for minutes which were right: a mail program opens ten connections
 * at once. Thread-safe.
 */
final class ChosenPasswordCheck implements AutoCloseable {

    /**
     * One: each check in progress holds 19 MiB of a heap of 64, and one thread does 16 to 40 checks
     * a second.
     */
    private static final int THREADS = 1;

    /**
     * Four seconds of work on a slow machine; whoever would wait longer is better told to come
     * again.
     */
    static final int MOST_WAITING = 64;

    /**
     * Three mail programs that open ten connections each, and room for a second source beside this
     * one.
     */
    static final int MOST_WAITING_OF_ONE_ORIGIN = 32;

    /**
     * Between two polls of a mail program; short, as a remembered login is one that Argon2id
     * doesn't protect.
     */
    static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);

    /** One for each device of a small office; each is some 100 octets. */
    private static final long MOST_REMEMBERED = 1_000;

    /** A bridge without chosen passwords, or without a login just now, has no such thread. */
    private static final Duration IDLE_THREAD_ENDS_AFTER = Duration.ofMinutes(1);

    private static final byte[] SEPARATOR = {0};

    /** The slow part, so that tests can count and hold it. */
    interface SlowHash {
        boolean matches(Argon2id hash, byte[] password);
    }

    enum Outcome {
        RIGHT,
        WRONG,
        /** Too many were waiting, or it isn't wanted any more. */
        NOT_CHECKED
    }

    private final SlowHash slowHash;
    private final Hmac hmac;
    private final Cache<ByteBuffer, Boolean> remembered;
    private final ConcurrentMap<Origin, Integer> waiting = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor executor;

    ChosenPasswordCheck(SlowHash slowHash, SecureRandom random, Ticker ticker) {
        this.slowHash = slowHash;
        hmac = Hmac.ofThisProcess(random);
        remembered =
                Caffeine.newBuilder()
                        .maximumSize(MOST_REMEMBERED)
                        .expireAfterWrite(REMEMBERED_FOR)
                        .ticker(ticker)
                        .executor(Runnable::run)
                        .build();
        executor =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        IDLE_THREAD_ENDS_AFTER.toSeconds(),
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MOST_WAITING),
                        Thread.ofPlatform().daemon().name("postern-argon2id").factory());
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Never blocks; the stage completes on the thread of this class, or is complete already.
     *
     * @param typed is copied, so the caller may wipe it at once
     * @param refused asked again when its turn comes, for many may have failed while it waited
     */
    CompletionStage<Outcome> check(
            Origin origin, Secret typed, Argon2id hash, BooleanSupplier refused) {
        byte[] password = typed.reveal();
        ByteBuffer login = macOf(hash, password);
        if (remembered.getIfPresent(login) != null) {
            Arrays.fill(password, (byte) 0);
            return CompletableFuture.completedStage(Outcome.RIGHT);
        }
        if (waiting.merge(origin, 1, Integer::sum) > MOST_WAITING_OF_ONE_ORIGIN) {
            return turnedAway(origin, password);
        }
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return refused.getAsBoolean()
                                    ? Outcome.NOT_CHECKED
                                    : inTurn(login, hash, password);
                        } finally {
                            Arrays.fill(password, (byte) 0);
                            leave(origin);
                        }
                    },
                    executor);
        } catch (RejectedExecutionException e) {
            return turnedAway(origin, password);
        }
    }

    /** Forgets who was right, for the passwords may have changed. */
    void forget() {
        remembered.invalidateAll();
    }

    /** What waits is still answered. */
    @Override
    public void close() {
        executor.shutdown();
    }

    private Outcome inTurn(ByteBuffer login, Argon2id hash, byte[] password) {
        // The first of ten connections of one program has answered for the nine behind it.
        if (remembered.getIfPresent(login) != null) {
            return Outcome.RIGHT;
        }
        if (!slowHash.matches(hash, password)) {
            return Outcome.WRONG;
        }
        remembered.put(login, Boolean.TRUE);
        return Outcome.RIGHT;
    }

    private CompletionStage<Outcome> turnedAway(Origin origin, byte[] password) {
        Arrays.fill(password, (byte) 0);
        leave(origin);
        return CompletableFuture.completedStage(Outcome.NOT_CHECKED);
    }

    private void leave(Origin origin) {
        waiting.computeIfPresent(origin, (it, number) -> number == 1 ? null : number - 1);
    }

    /**
     * Holds the hash, salt and all: what was right for one hash is never right for the next, even
     * if it was slow to arrive.
     */
    private ByteBuffer macOf(Argon2id hash, byte[] password) {
        byte[] phc = hash.phc().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.wrap(hmac.of(phc, SEPARATOR, password)).asReadOnlyBuffer();
    }
}
