package dev.postern.core.access;

import com.github.benmanes.caffeine.cache.Ticker;

import dev.postern.core.access.AccessRules.Ruling;
import dev.postern.core.access.AppPassword.Reading;
import dev.postern.core.access.Login.Proof;
import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Decides by app passwords: the user name selects the account, the secret selects the app. It
 * changes nothing but the counts of failures, and knows no credential of any provider. Thread-safe;
 * {@link #update} may be called at any time.
 */
public final class AppAuthenticator implements Authenticator, AutoCloseable {
    /** Until who found too many waiting may come again: a tenth of them has gone by then. */
    static final Duration BUSY_DELAY = Duration.ofSeconds(1);

    private final AtomicReference<AccessRules> rules;
    private final Means means;
    private final LoginFailures failures;
    private final ChosenPasswordCheck chosenPasswords;

    /** Apart from that for failures: who knows a secret never waits behind those who guess. */
    private final OwnerLookup owners;

    /** By MAC. A later state of the passwords says so too, but until it comes this does. */
    private final Set<Proof.Generated> ended = ConcurrentHashMap.newKeySet();

    private final Argon2id decoy;

    /**
     * What it works with, so that tests can count, hold and fake it.
     *
     * @param mac of a generated password, as it is stored
     */
    record Means(
            Function<AppPassword, Secret> mac,
            ChosenPasswordCheck.SlowHash slowHash,
            LocalUsers users,
            Ticker ticker,
            InstantSource clock,
            AccessListener listener) {}

    /**
     * @param key the vault's key for verifiers, with which they were issued
     */
    public AppAuthenticator(
            Directory directory,
            Verifiers verifiers,
            Secret key,
            InstantSource clock,
            AccessListener listener) {
        this(
                directory,
                verifiers,
                new Means(
                        new Hmac(key)::of,
                        Argon2id::matches,
                        SocketTable.ofThisMachine(),
                        Ticker.systemTicker(),
                        clock,
                        listener));
    }

    /** The same by the system's clock, where nothing follows from a login. */
    public AppAuthenticator(Directory directory, Verifiers verifiers, Secret key) {
        this(directory, verifiers, key, InstantSource.system(), AccessListener.NONE);
    }

    AppAuthenticator(Directory directory, Verifiers verifiers, Means means) {
        SecureRandom random = new SecureRandom();
        this.means = means;
        rules = new AtomicReference<>(new AccessRules(directory, verifiers));
        failures = new LoginFailures(means.users(), means.ticker(), random);
        chosenPasswords = new ChosenPasswordCheck(means.slowHash(), random, means.ticker());
        owners = new OwnerLookup(means.users(), "postern-user-binding");
        decoy = Argon2id.decoy(random);
    }

    /**
     * From now on, also for what is being verified, this configuration and these passwords count.
     */
    public void update(Directory directory, Verifiers verifiers) {
        rules.set(new AccessRules(directory, verifiers));
        ended.removeIf(proof ->
                verifiers
                        .issued(proof.id(), proof.mac())
                        .filter(it -> it.revoked().isEmpty())
                        .isEmpty());
        chosenPasswords.forget();
    }

    /**
     * Complete at once for a right generated password, unless its app is bound to a user. The
     * attempt's secret may be wiped as soon as this returns.
     */
    @Override
    public CompletionStage<Verdict> verify(LoginAttempt attempt, Protocol protocol, Source source) {
        String user = attempt.user();
        return switch (AppPassword.read(attempt.secret())) {
            case Reading.WellFormed(AppPassword password) ->
                    ruled(new Login(user, proof(password), protocol, source));
            case Reading.PerhapsCompact(AppPassword password) -> {
                Proof.Generated proof = proof(password);
                yield rules.get().secretOf(proof).isPresent()
                        ? ruled(new Login(user, proof, protocol, source))
                        : chosen(attempt, protocol, source);
            }
            case Reading.Mistyped() ->
                    ruled(new Login(user, new Proof.Mistyped(), protocol, source));
            case Reading.NotGenerated() -> chosen(attempt, protocol, source);
        };
    }

    @Override
    public Verdict admit(String app, Protocol protocol, Source source) {
        return rules.get().device(app, protocol, source, means.clock().instant());
    }

    /** Ends the threads that check chosen passwords and look for users, after those that wait. */
    @Override
    public void close() {
        owners.close();
        failures.close();
        chosenPasswords.close();
    }

    /** For unknown users and ids too, so that they take as long. */
    private Proof.Generated proof(AppPassword password) {
        Secret mac = means.mac().apply(password);
        password.body().wipe();
        return new Proof.Generated(password.id(), mac);
    }

    private CompletionStage<Verdict> ruled(Login login) {
        return switch (ruling(login)) {
            case Ruling.Denied(Denial why) ->
                    failures.withOrigin(login.source(), origin -> denied(why, login, origin));
            case Ruling.Admitted admitted -> admitted(admitted, login, Optional.empty());
        };
    }

    private Ruling ruling(Login login) {
        AccessRules now = rules.get();
        Ruling ruling = now.ruling(login, means.clock().instant());
        if (!(login.proof() instanceof Proof.Generated proof)) {
            return ruling;
        }
        return switch (ruling) {
            case Ruling.Admitted ignored when ended.contains(proof) ->
                    new Ruling.Denied(Denial.SUPERSEDED_SECRET);
            case Ruling.Admitted ignored -> ruling;
            case Ruling.Denied(Denial why) -> {
                if (why == Denial.DECOY) {
                    now.secretOf(proof)
                            .ifPresent(it -> means.listener().decoyTried(it, login.source()));
                }
                yield ruling;
            }
        };
    }

    /**
     * @param user if that was looked up already
     */
    private CompletionStage<Verdict> admitted(
            Ruling.Admitted admitted, Login login, Optional<LocalUser> user) {
        return admitted.app().policy().user().isEmpty()
                ? CompletableFuture.completedStage(accepted(admitted, user))
                : owners.ask(login.source(), owner -> bound(login, owner))
                        .orElseGet(() ->
                                CompletableFuture.completedStage(
                                        new Verdict.Throttled(BUSY_DELAY)));
    }

    /** Rules once more now that the owner is known: meanwhile another configuration may count. */
    private Verdict bound(Login login, Optional<LocalUser> owner) {
        Origin origin = Origin.of(login.source(), owner);
        return switch (ruling(login)) {
            case Ruling.Denied(Denial why) -> denied(why, login, origin);
            case Ruling.Admitted admitted when UserBinding.admits(admitted.app(), owner) ->
                    accepted(admitted, owner);
            case Ruling.Admitted ignored -> denied(Denial.OTHER_LOCAL_USER, login, origin);
        };
    }

    private Verdict accepted(Ruling.Admitted admitted, Optional<LocalUser> user) {
        admitted.secret().ifPresent(this::endThoseBefore);
        return new Verdict.Accepted(
                admitted.app(),
                admitted.account(),
                admitted.secret().map(IssuedSecret::id).orElse(""),
                user.map(LocalUser::number));
    }

    private void endThoseBefore(IssuedSecret used) {
        List<IssuedSecret> over = rules.get().verifiers().supersededBy(used);
        if (!over.isEmpty()) {
            over.forEach(it -> ended.add(new Proof.Generated(it.id(), it.mac())));
            means.listener().replacementSeen(used);
        }
    }

    private Verdict denied(Denial why, Login login, Origin origin) {
        return failures.failed(why, rules.get().directory(), login, origin);
    }

    private CompletionStage<Verdict> chosen(
            LoginAttempt attempt, Protocol protocol, Source source) {
        Secret typed = attempt.secret().copy();
        Login login = new Login(attempt.user(), new Proof.Nothing(), protocol, source);
        return failures.withOrigin(
                        source,
                        origin -> {
                            try {
                                return chosen(login, typed, origin);
                            } finally {
                                typed.wipe();
                            }
                        })
                .thenCompose(Function.identity());
    }

    private CompletionStage<Verdict> chosen(Login login, Secret typed, Origin origin) {
        AccessRules now = rules.get();
        // Not even a remembered login is looked up then: finding it would answer a guess.
        if (now.verifiers().chosen().isEmpty() || failures.refuse(now.directory(), login, origin)) {
            return CompletableFuture.completedStage(wrong(login, origin));
        }
        Argon2id hash =
                now.directory()
                        .accountOf(login.user())
                        .flatMap(it -> now.verifiers().chosen(it.name(), login.protocol()))
                        .map(ChosenPassword::hash)
                        .orElse(decoy);
        Login right =
                new Login(login.user(), new Proof.Chosen(hash), login.protocol(), login.source());
        return chosenPasswords
                .check(
                        origin,
                        typed,
                        hash,
                        () -> failures.refuse(rules.get().directory(), login, origin))
                .thenCompose(outcome ->
                        switch (outcome) {
                            case RIGHT -> known(right, origin);
                            case WRONG -> CompletableFuture.completedStage(wrong(login, origin));
                            case NOT_CHECKED ->
                                    CompletableFuture.completedStage(
                                            new Verdict.Throttled(BUSY_DELAY));
                        });
    }

    private Verdict wrong(Login login, Origin origin) {
        return switch (ruling(login)) {
            case Ruling.Denied(Denial why) -> denied(why, login, origin);
            case Ruling.Admitted ignored -> throw new IllegalStateException("nothing was shown");
        };
    }

    private CompletionStage<Verdict> known(Login login, Origin origin) {
        return switch (ruling(login)) {
            case Ruling.Denied(Denial why) ->
                    CompletableFuture.completedStage(denied(why, login, origin));
            case Ruling.Admitted admitted -> admitted(admitted, login, origin.user());
        };
    }
}
