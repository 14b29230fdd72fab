package dev.postern.core.token;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.credential.CredentialOutcome;
import dev.postern.core.credential.TokenSource;
import dev.postern.core.oauth.SignInOutcome;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.oauth.TokenService;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.Vault;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Gives access tokens, and renews them before anybody has to wait. Thread-safe; no call blocks but
 * {@link #close}.
 *
 * <p>There is one for each vault: two that used the same refresh token would make the server revoke
 * it (defect 6).
 */
public final class TokenEngine implements TokenSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TokenEngine.class);

    /** Less than a dial may take, so that the login still gets an answer of ours. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    /** How often is looked at what is due; by the wall clock, which a suspend does not stop. */
    static final Duration TICK = Duration.ofSeconds(15);

    /** After a day off everything is due at once; servers count. */
    private static final int BACKGROUND_AT_ONCE = 8;

    /** Only people with an app password make them: addresses of catch-all accounts. */
    private static final int MOST_ACCOUNTS = 10_000;

    /**
     * A reply that carries a rotated token is worth waiting for; a service manager waits longer.
     */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private static final long CLOSING_LOOK_MILLIS = 20;

    private final Means means;
    private final Threads threads;
    private final TokenListener listener;
    private final ConcurrentMap<Key, AccountTokens> accounts = new ConcurrentHashMap<>();

    /** What the configuration names; empty until it was told, and then there is background work. */
    private volatile Optional<Map<Key, Account>> configured = Optional.empty();

    /**
     * Does nothing on its own until it is told the {@link #accounts}: a command never tells it.
     *
     * @param vault nobody else changes the tokens in it
     */
    public TokenEngine(Vault vault, TokenService service, TokenListener listener) {
        this(vault, service, listener, Timing.real(), Threads.real());
    }

    TokenEngine(
            Vault vault,
            TokenService service,
            TokenListener listener,
            Timing timing,
            Threads threads) {
        means = new Means(vault, service, timing, new Schedule(timing), threads.worker());
        this.listener = listener;
        this.threads = threads;
    }

    /** An access token, now or when the server has given one, or why there is none. */
    @Override
    public CompletionStage<CredentialOutcome> fetch(Account account, Credential.Oauth oauth) {
        Optional<AccountTokens> tokens = tokens(account, oauth);
        if (tokens.isEmpty()) {
            return CompletableFuture.completedFuture(
                    Answers.unavailable(
                            "%d accounts get tokens already, so %s gets none"
                                    .formatted(MOST_ACCOUNTS, account.address())));
        }
        return tokens.get()
                .ready()
                .<CompletionStage<CredentialOutcome>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> waiting(account, oauth, tokens.get()));
    }

    private CompletionStage<CredentialOutcome> waiting(
            Account account, Credential.Oauth oauth, AccountTokens tokens) {
        CompletableFuture<CredentialOutcome> outcome = new CompletableFuture<>();
        try {
            Runnable giveUp =
                    () ->
                            outcome.complete(
                                    Answers.unavailable(Sentences.late(account, oauth, PATIENCE)));
            Future<?> deadline =
                    threads.clock().schedule(giveUp, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            outcome.whenComplete((told, fault) -> deadline.cancel(false));
            threads.worker().execute(() -> tokens.wanted(outcome));
        } catch (RejectedExecutionException closing) {
            outcome.complete(Answers.unavailable("no token is fetched, because the bridge stops"));
        }
        return outcome;
    }

    /**
     * The provider's mail server refused this access token: it is given out no more, unless every
     * new one is refused as well (defect 5).
     *
     * @param secret stays the caller's
     */
    @Override
    public void rejected(Account account, Credential.Oauth oauth, Secret secret) {
        try {
            tokens(account, oauth).ifPresent(tokens -> tokens.rejected(secret));
        } catch (RejectedExecutionException closing) {
            LOG.atDebug().addKeyValue("account", account.name()).log("Rejected while closing");
        }
    }

    /**
     * Trades what a person's consent gave for tokens, and stores them.
     *
     * @param request its secrets stay the caller's, until the stage is complete
     */
    public CompletionStage<SignInOutcome> redeem(
            Account account, Credential.Oauth oauth, TokenRequest request) {
        Optional<AccountTokens> tokens = tokens(account, oauth);
        if (tokens.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new SignInOutcome.TryLater("too many accounts get tokens already"));
        }
        return means.ask(account, oauth, request)
                .thenApplyAsync(
                        reply -> tokens.get().redeemed(account, oauth, reply), threads.worker())
                .exceptionally(TokenEngine::lost);
    }

    private static SignInOutcome lost(Throwable fault) {
        Throwable cause =
                fault instanceof CompletionException && fault.getCause() != null
                        ? fault.getCause()
                        : fault;
        return new SignInOutcome.TryLater("the bridge stops, or has a defect: " + cause);
    }

    /** How it stands with the account's tokens; empty if it has none by nature. */
    public Optional<TokenHealth> health(Account account) {
        return account.credential() instanceof Credential.Oauth oauth
                ? tokens(account, oauth).map(AccountTokens::health)
                : Optional.empty();
    }

    /**
     * The configuration names these, and no others. From now on their tokens are renewed in the
     * background; what is known of others is dropped, its tokens in the vault stay.
     */
    public void accounts(Collection<Account> named) {
        Map<Key, Account> keys = new HashMap<>();
        for (Account account : named) {
            if (account.credential() instanceof Credential.Oauth oauth) {
                keys.put(Key.of(account, oauth), account);
            }
        }
        boolean first = configured.isEmpty();
        configured = Optional.of(Map.copyOf(keys));
        threads.worker().execute(() -> keys.values().forEach(this::told));
        if (first) {
            threads.clock()
                    .scheduleWithFixedDelay(
                            () -> threads.worker().execute(this::tick),
                            0,
                            TICK.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void told(Account account) {
        if (account.credential() instanceof Credential.Oauth oauth) {
            tokens(account, oauth).ifPresent(tokens -> tokens.configured(account, oauth));
        }
    }

    /** On the worker. */
    private void tick() {
        Map<Key, Account> named = configured.orElse(Map.of());
        int underWay = 0;
        for (Map.Entry<Key, AccountTokens> entry : accounts.entrySet()) {
            AccountTokens tokens = entry.getValue();
            if (named.containsKey(entry.getKey())) {
                if (underWay < BACKGROUND_AT_ONCE && tokens.background()) {
                    underWay++;
                }
            } else if (isOver(entry.getKey(), tokens, named)) {
                accounts.remove(entry.getKey());
                tokens.gone();
            }
        }
    }

    /** A request that is under way is waited for: another one with its token must not be made. */
    private static boolean isOver(Key key, AccountTokens tokens, Map<Key, Account> named) {
        boolean ofCatchAll = named.keySet().stream().anyMatch(key::belongsTo);
        return !tokens.busy() && !(ofCatchAll && tokens.usedWithin(Schedule.DAILY));
    }

    private Optional<AccountTokens> tokens(Account account, Credential.Oauth oauth) {
        Key key = Key.of(account, oauth);
        AccountTokens known = accounts.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        if (accounts.size() >= MOST_ACCOUNTS) {
            return Optional.empty();
        }
        return Optional.of(
                accounts.computeIfAbsent(
                        key,
                        absent ->
                                new AccountTokens(
                                        means,
                                        new RecordSlot(means.vault(), account, key.owner()),
                                        new Announcements(
                                                means.timing().clock(), listener, threads.events()),
                                        account,
                                        oauth)));
    }

    /**
     * Asks for nothing more, and waits a few seconds for what is under way: a reply that is not
     * stored may be a spent refresh token. Closing once more does nothing.
     */
    @Override
    public void close() {
        threads.clock().shutdownNow();
        long giveUp = System.nanoTime() + CLOSING.toNanos();
        try {
            while (!threads.worker().isShutdown() && inFlight() && System.nanoTime() < giveUp) {
                Thread.sleep(CLOSING_LOOK_MILLIS);
            }
            threads.worker().shutdown();
            threads.events().shutdown();
            if (!threads.worker().awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("Tokens are still being stored while the bridge stops");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean inFlight() {
        CompletableFuture<Boolean> busy = new CompletableFuture<>();
        threads.worker()
                .execute(() ->
                        busy.complete(
                                accounts.values().stream().anyMatch(AccountTokens::inFlight)));
        return busy.join();
    }
}
