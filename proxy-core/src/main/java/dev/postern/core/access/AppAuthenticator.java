package dev.postern.core.access;

import com.github.benmanes.caffeine.cache.Ticker;

import dev.postern.core.access.AppPassword.Reading;
import dev.postern.core.access.LoginThrottle.Kind;
import dev.postern.core.access.LoginThrottle.Target;
import dev.postern.core.access.LoginThrottle.Try;
import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Decides by app passwords: the user name selects the account, the secret selects the app. It
 * changes nothing but the counts of failures, and knows no credential of any provider. Thread-safe;
 * {@link #update} may be called at any time.
 */
public final class AppAuthenticator implements Authenticator, AutoCloseable {

    /**
     * Before who found too many waiting is told to come again: a tenth of what waits has gone by
     * then.
     */
    static final Duration BUSY_DELAY = Duration.ofSeconds(1);

    private final AtomicReference<State> state;
    private final Function<AppPassword, Secret> mac;
    private final LoginThrottle throttle;
    private final ChosenPasswordCheck chosenPasswords;
    private final Hmac unknownUsers;
    private final Argon2id decoy;

    /**
     * Swapped as one: an app of one configuration never meets an account or password of another.
     */
    private record State(Directory directory, Verifiers verifiers) {}

    /**
     * @param key the vault's key for verifiers, with which they were issued
     */
    public AppAuthenticator(Directory directory, Verifiers verifiers, Secret key) {
        this(directory, verifiers, new Hmac(key)::of, Argon2id::matches, Ticker.systemTicker());
    }

    AppAuthenticator(
            Directory directory,
            Verifiers verifiers,
            Function<AppPassword, Secret> mac,
            ChosenPasswordCheck.SlowHash slowHash,
            Ticker ticker) {
        SecureRandom random = new SecureRandom();
        state = new AtomicReference<>(new State(directory, verifiers));
        this.mac = mac;
        throttle = new LoginThrottle(ticker);
        chosenPasswords = new ChosenPasswordCheck(slowHash, random, ticker);
        unknownUsers = Hmac.ofThisProcess(random);
        decoy = Argon2id.decoy(random);
    }

    /**
     * From now on, also for what is being verified, this configuration and these passwords count.
     */
    public void update(Directory directory, Verifiers verifiers) {
        state.set(new State(directory, verifiers));
        chosenPasswords.forget();
    }

    /**
     * Complete at once for a generated password. The attempt's secret may be wiped as soon as this
     * returns.
     */
    @Override
    public CompletionStage<Verdict> verify(LoginAttempt attempt, Protocol protocol, Source source) {
        Origin origin = Origin.of(source);
        return switch (AppPassword.read(attempt.secret())) {
            case Reading.WellFormed(AppPassword password) ->
                    CompletableFuture.completedStage(
                            generated(password, attempt.user(), protocol, origin));
            case Reading.Mistyped() ->
                    CompletableFuture.completedStage(mistyped(attempt.user(), origin));
            case Reading.NotGenerated() -> chosen(attempt, protocol, origin);
        };
    }

    /** Ends the thread that checks chosen passwords, after those that wait. */
    @Override
    public void close() {
        chosenPasswords.close();
    }

    private Verdict mistyped(String user, Origin origin) {
        Directory directory = state.get().directory();
        return failed(
                directory.accountOf(user).isPresent()
                        ? Denial.MISTYPED_SECRET
                        : Denial.UNKNOWN_USER,
                attempt(directory, user, origin, Kind.GENERATED));
    }

    private Verdict generated(AppPassword password, String user, Protocol protocol, Origin origin) {
        State now = state.get();
        Optional<Account> account = now.directory().accountOf(user);
        Try attempt = attempt(now.directory(), user, origin, Kind.GENERATED);
        // For unknown users and ids too, so that they take as long. Secrets are compared in
        // constant time.
        Secret typed = mac.apply(password);
        password.body().wipe();
        Optional<IssuedSecret> issued =
                now.verifiers().issued(password.id()).filter(it -> it.mac().equals(typed));
        if (account.isEmpty()) {
            return failed(Denial.UNKNOWN_USER, attempt);
        }
        if (issued.isEmpty()) {
            return failed(Denial.UNKNOWN_SECRET, attempt);
        }
        if (issued.get().revoked().isPresent()) {
            return failed(Denial.REVOKED_SECRET, attempt);
        }
        return admitted(now.directory(), account.get(), issued.get().app(), protocol, attempt);
    }

    private CompletionStage<Verdict> chosen(LoginAttempt login, Protocol protocol, Origin origin) {
        State now = state.get();
        Optional<Account> account = now.directory().accountOf(login.user());
        Try attempt = attempt(now.directory(), login.user(), origin, Kind.CHOSEN);
        Denial wrong = account.isPresent() ? Denial.UNKNOWN_SECRET : Denial.UNKNOWN_USER;
        // Not even a remembered login is looked up then: finding it would answer a guess.
        if (throttle.refuses(attempt) || now.verifiers().chosen().isEmpty()) {
            return CompletableFuture.completedStage(failed(wrong, attempt));
        }
        Argon2id hash =
                account.flatMap(it -> now.verifiers().chosen(it.name(), protocol))
                        .map(ChosenPassword::hash)
                        .orElse(decoy);
        return chosenPasswords
                .check(origin, login.secret(), hash, () -> throttle.refuses(attempt))
                .thenApply(outcome ->
                        switch (outcome) {
                            case RIGHT -> known(hash, login.user(), protocol, attempt);
                            case WRONG -> failed(wrong, attempt);
                            case NOT_CHECKED -> new Verdict.Throttled(BUSY_DELAY);
                        });
    }

    /**
     * The password was right for {@code hash}; what counts is whether that hash and its app still
     * do.
     */
    private Verdict known(Argon2id hash, String user, Protocol protocol, Try attempt) {
        State now = state.get();
        Optional<Account> account = now.directory().accountOf(user);
        if (account.isEmpty()) {
            return failed(Denial.UNKNOWN_USER, attempt);
        }
        Optional<ChosenPassword> password =
                now.verifiers()
                        .chosen(account.get().name(), protocol)
                        .filter(it -> it.hash().equals(hash));
        if (password.isEmpty()) {
            return failed(Denial.UNKNOWN_SECRET, attempt);
        }
        return admitted(now.directory(), account.get(), password.get().app(), protocol, attempt);
    }

    private Verdict admitted(
            Directory directory, Account account, String appName, Protocol protocol, Try attempt) {
        Optional<App> app = directory.app(appName);
        if (app.isEmpty()) {
            return failed(Denial.APP_NOT_CONFIGURED, attempt);
        }
        if (!app.get().account().equalsIgnoreCase(account.name())) {
            return failed(Denial.WRONG_ACCOUNT, attempt);
        }
        if (!app.get().policy().protocols().contains(protocol)) {
            return failed(Denial.PROTOCOL_NOT_ALLOWED, attempt);
        }
        if (account.upstream(protocol).isEmpty()) {
            return failed(Denial.NO_UPSTREAM, attempt);
        }
        return new Verdict.Accepted(app.get(), account);
    }

    private Verdict failed(Denial why, Try attempt) {
        // What is refused isn't counted: the refusal ends, however stubborn the client.
        return throttle.refuses(attempt)
                ? new Verdict.Throttled(LoginThrottle.LONGEST_DELAY)
                : new Verdict.Denied(why, throttle.failed(attempt));
    }

    private Try attempt(Directory directory, String user, Origin origin, Kind kind) {
        Target target =
                directory
                        .accountOf(user)
                        .<Target>map(account -> new Target.KnownAccount(account.name()))
                        .orElseGet(() -> new Target.UnknownUser(macOf(user)));
        return new Try(origin, target, kind);
    }

    private String macOf(String user) {
        byte[] folded = user.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(unknownUsers.of(folded));
    }
}
