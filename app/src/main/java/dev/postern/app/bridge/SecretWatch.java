package dev.postern.app.bridge;

import dev.postern.app.notice.Notice;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.core.access.AccessListener;
import dev.postern.core.access.IssuedSecret;
import dev.postern.core.access.Source;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sees to what follows from logins and from time: a secret ends for good when its replacement was
 * used or its overlap is over, the sessions of an app end when its time is over, and somebody hears
 * of it when a decoy is tried.
 */
final class SecretWatch implements AccessListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SecretWatch.class);

    /** When something ends soon: sessions are to end within a second, which takes two looks. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /** Otherwise. By the wall clock, whose jumps no timer notices; each look wakes a processor. */
    private static final Duration BETWEEN_GLANCES = Duration.ofSeconds(2);

    /** Some glances. */
    private static final Duration SOON = Duration.ofSeconds(10);

    /** A disk that is full now may not be then; until then, memory knows. */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);

    /** Whoever has found a decoy tries it more than once. */
    private static final Duration BETWEEN_ALARMS = Duration.ofMinutes(10);

    /** Two looks for sessions, and a file. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private final Consumer<Notice> notices;
    private final Clock clock;
    private final Map<String, Instant> alarms = new ConcurrentHashMap<>();
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(
                    1,
                    Thread.ofPlatform().daemon().name("postern-secrets").factory(),
                    new ThreadPoolExecutor.DiscardPolicy()); // what comes after the end

    private volatile @Nullable Look looking;

    SecretWatch(Consumer<Notice> notices, Clock clock) {
        this.notices = notices;
        this.clock = clock;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Begins; what was seen before is not lost.
     *
     * @param operations of this bridge
     */
    void begin(LiveBridge bridge, Operations operations) {
        Look look = new Look(bridge, operations);
        looking = look;
        thread.execute(look::lookAgainAndAgain);
    }

    @Override
    public void replacementSeen(IssuedSecret secret) {
        used.add(secret.id());
        Look look = looking;
        if (look != null) {
            thread.execute(look::lookSafely);
        }
    }

    @Override
    public void decoyTried(IssuedSecret decoy, Source source) {
        Instant now = clock.instant();
        boolean[] first = {false};
        alarms.compute(
                decoy.id(),
                (id, last) -> {
                    first[0] = last == null || !now.isBefore(last.plus(BETWEEN_ALARMS));
                    return first[0] ? now : last;
                });
        if (first[0]) {
            raise(decoy.app(), source.address().getHostAddress(), now);
        }
    }

    private void raise(String app, String address, Instant now) {
        String command = "postern audit --app " + app;
        LOG.atWarn()
                .addKeyValue("app", app)
                .addKeyValue("client", address)
                .addKeyValue("command", command)
                .log("A decoy was tried: somebody has found it");
        notices.accept(
                new Notice(
                        "decoy-tried",
                        Optional.empty(),
                        Optional.of(app),
                        now,
                        "somebody at %s has tried the decoy %s; wherever it was kept, other secrets may have been found, too"
                                .formatted(address, app),
                        Optional.of(command)));
    }

    /** What is done on the thread, again and again. */
    private final class Look {
        private final LiveBridge bridge;
        private final Operations operations;
        private long nextTry = System.nanoTime();

        Look(LiveBridge bridge, Operations operations) {
            this.bridge = bridge;
            this.operations = operations;
        }

        void lookAgainAndAgain() {
            lookSafely();
            if (!thread.isShutdown()) {
                Duration pause =
                        used.isEmpty() && !bridge.endsBy(clock.instant().plus(SOON))
                                ? BETWEEN_GLANCES
                                : BETWEEN_LOOKS;
                thread.schedule(this::lookAgainAndAgain, pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        /** A look that fails must not be the last one. */
        void lookSafely() {
            try {
                bridge.endExpired();
                if ((!used.isEmpty() || bridge.hasOverdueSecrets())
                        && System.nanoTime() - nextTry >= 0) {
                    endSuperseded();
                }
            } catch (RuntimeException defect) {
                LOG.atError().setCause(defect).log("Nobody sees to secrets that end");
            }
        }

        private void endSuperseded() {
            Set<String> now = Set.copyOf(used);
            Answer answer = operations.carryOut(new Request.EndSuperseded(now));
            if (answer instanceof Answer.StateUnusable(String sentence)) {
                nextTry = System.nanoTime() + BETWEEN_TRIES.toNanos();
                LOG.atWarn()
                        .addKeyValue("reason", sentence)
                        .log("A replaced app password could not be ended for good yet");
            } else {
                used.removeAll(now);
            }
        }
    }

    /** Waits for a look that is under way: the state's lock is let go of next. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
