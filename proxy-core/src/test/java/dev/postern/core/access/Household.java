package dev.postern.core.access;

import com.github.benmanes.caffeine.cache.Ticker;

import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** An authenticator whose clock stands still and whose hashes are counted. */
final class Household implements AutoCloseable {

    final AtomicInteger macs = new AtomicInteger();
    final AtomicInteger slowHashes = new AtomicInteger();
    final AppAuthenticator authenticator;

    private final AtomicLong nanoseconds = new AtomicLong();

    /** What was told to the listener: ids of secrets. */
    final List<String> replacementsSeen = new CopyOnWriteArrayList<>();

    final List<String> decoysTried = new CopyOnWriteArrayList<>();

    /** Times that somebody asked whose program has connected. */
    final AtomicInteger lookUps = new AtomicInteger();

    /** Uid of whoever connects from this machine; negative: nobody knows. */
    final AtomicInteger localUser = new AtomicInteger(-1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Cast.NOON);

    Household(Verifiers verifiers) {
        this(verifiers, Argon2id::matches);
    }

    Household(Verifiers verifiers, ChosenPasswordCheck.SlowHash slowHash) {
        Function<AppPassword, Secret> mac = new Hmac(Cast.KEY)::of;
        Ticker ticker = nanoseconds::get;
        authenticator =
                new AppAuthenticator(
                        Cast.DIRECTORY,
                        verifiers,
                        new AppAuthenticator.Means(
                                password -> {
                                    macs.incrementAndGet();
                                    return mac.apply(password);
                                },
                                (hash, password) -> {
                                    slowHashes.incrementAndGet();
                                    return slowHash.matches(hash, password);
                                },
                                this::ownerOf,
                                ticker,
                                now::get,
                                listener()));
    }

    private Optional<LocalUser> ownerOf(Source source) {
        lookUps.incrementAndGet();
        int uid = localUser.get();
        return uid < 0 ? Optional.empty() : Optional.of(new LocalUser(uid));
    }

    private AccessListener listener() {
        return new AccessListener() {
            @Override
            public void replacementSeen(IssuedSecret used) {
                replacementsSeen.add(used.id());
            }

            @Override
            public void decoyTried(IssuedSecret decoy, Source source) {
                decoysTried.add(decoy.id());
            }
        };
    }

    Verdict login(String user, String secret) {
        return login(user, Secret.of(secret), Protocol.IMAP, Cast.DESK);
    }

    Verdict login(String user, Secret secret) {
        return login(user, secret, Protocol.IMAP, Cast.DESK);
    }

    Verdict login(String user, Secret secret, Protocol protocol, Source source) {
        try {
            return authenticator
                    .verify(Cast.attempt(user, secret), protocol, source)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no verdict", e);
        }
    }

    void fail(String user, Source source, int times) {
        for (int i = 0; i < times; i++) {
            login(user, Secret.of("wrong guess " + i), Protocol.IMAP, source);
        }
    }

    /** Sets the wall clock. */
    void itIs(Instant time) {
        now.set(time);
    }

    void later(Duration time) {
        nanoseconds.addAndGet(time.toNanos());
    }

    @Override
    public void close() {
        authenticator.close();
    }
}
