package dev.postern.core.token;

import dev.postern.core.secret.Secret;

import java.time.Duration;
import java.util.Optional;

/** An access token that we hold. Thread-safe. */
final class AccessToken {

    private final Secret secret;
    private final Moment obtained;
    private final Duration lifetime;
    private final Duration renewal;
    private volatile boolean rejected;

    /**
     * @param secret this token's own from now on
     * @param renewal the age at which it is renewed in the background
     */
    AccessToken(Secret secret, Moment obtained, Duration lifetime, Duration renewal) {
        this.secret = secret;
        this.obtained = obtained;
        this.lifetime = lifetime;
        this.renewal = renewal;
    }

    /**
     * One that the vault has kept. Empty if it has expired, or is of the future: then the clock was
     * set back, and how old it is nobody knows.
     */
    static Optional<AccessToken> restored(
            TokenRecord.Access access, Moment now, Schedule schedule) {
        Duration lifetime = Duration.between(access.obtained(), access.expires());
        return now.recalled(access.obtained())
                .filter(obtained -> access.expires().isAfter(now.wall()))
                .map(obtained ->
                        new AccessToken(
                                access.token().copy(),
                                obtained,
                                lifetime,
                                schedule.renewal(lifetime)));
    }

    /** A copy for a login; empty if the token has been wiped meanwhile. */
    synchronized Optional<Secret> copy() {
        return secret.isEmpty() ? Optional.empty() : Optional.of(secret.copy());
    }

    synchronized boolean is(Secret other) {
        return secret.equals(other);
    }

    synchronized void wipe() {
        secret.wipe();
    }

    private synchronized boolean wiped() {
        return secret.isEmpty();
    }

    /** Remembers that the mail server refuses it; true for the first to say so. */
    synchronized boolean reject() {
        boolean first = !rejected;
        rejected = true;
        return first;
    }

    boolean rejected() {
        return rejected;
    }

    Moment obtained() {
        return obtained;
    }

    Deadline expiry() {
        return new Deadline(obtained, lifetime);
    }

    /** Good for a login that begins now. */
    boolean fresh(Moment now) {
        return !wiped() && !new Deadline(obtained, Schedule.usable(lifetime)).reached(now);
    }

    /** Not yet expired: better than none. */
    boolean alive(Moment now) {
        return !wiped() && !expiry().reached(now);
    }

    boolean renewalDue(Moment now) {
        return new Deadline(obtained, renewal).reached(now);
    }
}
