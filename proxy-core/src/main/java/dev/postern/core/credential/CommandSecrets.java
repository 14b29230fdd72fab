package dev.postern.core.credential;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import dev.postern.core.account.Credential;
import dev.postern.core.credential.CredentialOutcome.Available;
import dev.postern.core.credential.CredentialOutcome.Freshness;
import dev.postern.core.credential.CredentialOutcome.Missing;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.secret.Secret;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands off the event loop, one at a time for each account, and remembers for a while what
 * they print. Thread-safe. What it gives out is its own: whoever passes it on copies it.
 */
final class CommandSecrets implements AutoCloseable {

    /**
     * A mail program opens several connections, and some come back every few minutes: they share
     * one run. Tokens live for an hour, and the programs that print them renew them minutes before
     * the end.
     */
    static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);

    /** Commands wait more than they work, but each is a process and some ask a person. */
    private static final int AT_ONCE = 4;

    /** More would be answered after every client has given up. */
    private static final int MOST_WAITING = 256;

    /** Far more than anybody has accounts; only what a reload has changed falls out. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final long IDLE_THREAD_SECONDS = 30;

    private record Request(String account, Credential.Command command) {}

    private final Rejections rejections;
    private final ExecutorService workers = workers();
    private final AsyncCache<Request, CredentialOutcome> outcomes;

    CommandSecrets(Rejections rejections, Ticker ticker) {
        this.rejections = rejections;
        outcomes =
                Caffeine.newBuilder()
                        .expireAfterWrite(REMEMBERED_FOR)
                        .maximumSize(MOST_REMEMBERED)
                        .ticker(ticker)
                        .buildAsync();
    }

    CompletionStage<CredentialOutcome> fetch(String account, Credential.Command command) {
        Request request = new Request(account, command);
        try {
            CompletableFuture<CredentialOutcome> outcome =
                    outcomes.get(request, (absent, ignored) -> started(request));
            return outcome.thenApply(whole -> {
                if (!worthRemembering(account, whole)) {
                    outcomes.asMap().remove(request, outcome);
                }
                return whole;
            });
        } catch (RejectedExecutionException busy) {
            return CompletableFuture.completedFuture(
                    new Missing(
                            new UpstreamFailure.Unavailable(
                                    ("%d credential commands are waiting already, so that of the"
                                                    + " account %s was not run")
                                            .formatted(MOST_WAITING, account))));
        }
    }

    /**
     * Drops what is remembered if it is this secret. {@link Rejections} must know of the rejection
     * already.
     */
    void drop(String account, Credential.Command command, Secret secret) {
        Request request = new Request(account, command);
        CompletableFuture<CredentialOutcome> outcome = outcomes.getIfPresent(request);
        // A run that has not ended is left alone: when it does, it is asked whether its secret was
        // rejected meanwhile.
        if (outcome != null
                && outcome.isDone()
                && !outcome.isCompletedExceptionally()
                && outcome.join() instanceof Available available
                && available.secret().equals(secret)) {
            outcomes.asMap().remove(request, outcome);
        }
    }

    /** Kills the commands that run, and answers for those that were to run. */
    @Override
    public void close() {
        workers.shutdownNow();
        Missing stopped =
                new Missing(
                        new UpstreamFailure.Unavailable(
                                "no credential command runs any more, because the bridge stops"));
        outcomes.asMap().values().forEach(outcome -> outcome.complete(stopped));
    }

    private CompletableFuture<CredentialOutcome> started(Request request) {
        return CompletableFuture.supplyAsync(
                () -> new CommandRun(request.account(), request.command()).outcome(), workers);
    }

    private boolean worthRemembering(String account, CredentialOutcome outcome) {
        return switch (outcome) {
            case Available available ->
                    rejections.freshness(account, available.secret()) == Freshness.NOT_REJECTED;
            case Missing missing -> false;
        };
    }

    private static ExecutorService workers() {
        ThreadPoolExecutor workers =
                new ThreadPoolExecutor(
                        AT_ONCE,
                        AT_ONCE,
                        IDLE_THREAD_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MOST_WAITING),
                        Thread.ofPlatform().daemon().name("credential-command-", 1).factory());
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }
}
