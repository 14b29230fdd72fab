package dev.postern.core.spare;

import dev.postern.core.credential.CredentialOutcome;
import dev.postern.core.credential.CredentialSource;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.secret.Secret;
import dev.postern.core.session.Frontend;
import dev.postern.core.upstream.Dialled;
import dev.postern.core.upstream.LoginTarget;
import dev.postern.core.upstream.PendingLogin;
import dev.postern.core.upstream.UpstreamLogins;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * How the {@link Shelf} of one target is filled, and what becomes of what was on it. Thread-safe.
 */
final class Stock {

    private static final Logger LOG = LoggerFactory.getLogger(Stock.class);

    /**
     * A provider that ends what is younger will end the next one as well: it is not tried at once.
     */
    private static final Duration YOUNG = Duration.ofSeconds(30);

    private final LoginTarget target;
    private final UpstreamLogins logins;
    private final CredentialSource credentials;
    private final Frontend frontend;
    private final BooleanSupplier wanted;
    private final Runnable limits;
    private final SpareTimes times;
    private final SpareListener listener;
    private final Shelf shelf;
    private final Set<Opening> openings = ConcurrentHashMap.newKeySet();

    /**
     * @param logins that take the long way
     * @param wanted whether the configuration still has the target's account
     * @param limits to be told when the provider has too many connections of the account
     */
    Stock(
            LoginTarget target,
            UpstreamLogins logins,
            CredentialSource credentials,
            Frontend frontend,
            BooleanSupplier wanted,
            Runnable limits,
            SpareTimes times,
            SpareListener listener) {
        this.target = target;
        this.logins = logins;
        this.credentials = credentials;
        this.frontend = frontend;
        this.wanted = wanted;
        this.limits = limits;
        this.times = times;
        this.listener = listener;
        this.shelf = new Shelf(target.account().spares(), times);
    }

    void loggedIn() {
        shelf.loggedIn();
    }

    int count() {
        return shelf.count();
    }

    boolean isWanted() {
        return wanted.getAsBoolean();
    }

    /** One that was opened with the credential as it is now. Whoever gets it, moves it. */
    Optional<Spare> take() {
        Optional<Spare> spare = shelf.take();
        if (spare.isEmpty()) {
            return spare;
        }
        CompletableFuture<CredentialOutcome> now =
                credentials.fetch(target.account()).toCompletableFuture();
        // If it is not at hand it is being replaced, or costs as much time as a login.
        boolean same =
                now.isDone() && !now.isCompletedExceptionally() && spare.get().isOf(now.join());
        now.thenAccept(Stock::wipe);
        if (!same) {
            discard(spare.get(), Discarded.CHANGED);
            return take();
        }
        return spare;
    }

    private static void wipe(CredentialOutcome outcome) {
        if (outcome instanceof CredentialOutcome.Available available) {
            available.secret().wipe();
        }
    }

    void used() {
        listener.used(target.account(), target.protocol());
    }

    void discarded(Discarded why) {
        LOG.atDebug()
                .addKeyValue("account", target.account().name())
                .addKeyValue("protocol", target.protocol().word())
                .addKeyValue("reason", why.word())
                .log("Spare discarded");
        listener.discarded(target.account(), target.protocol(), why);
    }

    private void discard(Spare spare, Discarded why) {
        spare.discard(why);
        discarded(why);
    }

    /** Opens what is missing, in the background. On that event loop. */
    void fill(EventLoop loop) {
        while (isWanted() && shelf.isShort()) {
            Opening opening = new Opening(loop);
            openings.add(opening);
            opening.login =
                    logins.login(
                            target,
                            opening::dialogue,
                            loop,
                            "spare",
                            dialled -> opened(dialled, opening));
            if (!isWanted()) {
                opening.cancelNow(); // whoever closed us meanwhile may have missed it
            }
        }
    }

    /** One that is being logged in. Used on its event loop. */
    private final class Opening {
        private final EventLoop loop;
        private @Nullable PendingLogin login;

        /** What it is opened with: the last try counts. */
        private Secret secret = Secret.of("");

        Opening(EventLoop loop) {
            this.loop = loop;
        }

        UpstreamDialogue dialogue(UpstreamLogin with) {
            secret.wipe();
            secret = with.secret().copy();
            return frontend.upstreamDialogue(with);
        }

        void cancelNow() {
            if (openings.remove(this) && login != null) {
                login.cancel();
                secret.wipe();
            }
        }
    }

    private void opened(Dialled dialled, Opening opening) {
        openings.remove(opening);
        switch (dialled) {
            case Dialled.Connected connected -> put(connected, opening.secret, opening.loop);
            case Dialled.Failed failed -> {
                opening.secret.wipe();
                shelf.failed();
                listener.failed(target.account(), target.protocol());
                LOG.atDebug()
                        .addKeyValue("account", target.account().name())
                        .addKeyValue("failure", failed.failure().getClass().getSimpleName())
                        .log("No spare could be logged in; none is tried for a while");
                refused(failed.failure());
            }
        }
    }

    private void put(Dialled.Connected connected, Secret secret, EventLoop loop) {
        AtomicReference<Spare> itself = new AtomicReference<>();
        Spare spare =
                new Spare(
                        connected,
                        secret,
                        frontend.farewell(),
                        why -> spoilt(itself.get(), why, loop));
        itself.set(spare);
        spare.wait(times.life(target.protocol()), () -> expired(spare, loop));
        boolean there = shelf.put(spare);
        listener.opened(target.account(), target.protocol());
        if (!there || (!isWanted() && shelf.take(spare))) {
            discard(spare, Discarded.CHANGED);
        }
    }

    private void expired(Spare spare, EventLoop loop) {
        if (shelf.take(spare)) {
            discard(spare, Discarded.EXPIRED);
            fill(loop);
        }
    }

    private void spoilt(Spare spare, Discarded why, EventLoop loop) {
        if (shelf.take(spare)) {
            if (spare.age().compareTo(YOUNG) < 0) {
                shelf.pause();
            }
            discard(spare, why);
            fill(loop);
        } // else it is on its way to somebody, who will find out
    }

    /** A client, or a spare, was not let in. */
    void refused(UpstreamFailure failure) {
        if (failure instanceof UpstreamFailure.LimitReached) {
            limits.run();
        }
    }

    /** The provider has too many connections of ours: those that nobody uses go first. */
    void makeRoom() {
        shelf.pause();
        shelf.takeAll().forEach(spare -> discard(spare, Discarded.LIMIT));
    }

    /** A password may have been replaced, or a consent withdrawn. */
    void checkCredential() {
        if (shelf.count() > 0) {
            credentials.fetch(target.account()).thenAccept(this::checkAgainst);
        }
    }

    private void checkAgainst(CredentialOutcome now) {
        for (Spare spare : shelf.look()) {
            if (!spare.isOf(now) && shelf.take(spare)) {
                discard(spare, Discarded.CHANGED);
            }
        }
        wipe(now);
    }

    /**
     * Discards all; no more are opened.
     *
     * @return what is complete when nothing is being opened any more
     */
    List<Future<?>> close(Discarded why) {
        shelf.close().forEach(spare -> discard(spare, why));
        return openings.stream()
                .<Future<?>>map(opening -> opening.loop.submit(opening::cancelNow))
                .toList();
    }
}
