package dev.postern.core.access;

import dev.postern.core.secret.Secret;

import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a generated app password. It stays after the password was revoked, so that the
 * log can tell a revoked one from one that never was.
 *
 * @param id base32, the part of the password that is not secret: 8 characters, or 3 of a compact
 *     one
 * @param mac HMAC-SHA-256 of id and secret, under a key of the vault
 * @param app name of the app that it was issued for
 * @param ends if another one was issued in its place: until when it lives on at most
 * @param revoked since when it lets nobody in
 */
public record IssuedSecret(
        String id,
        Secret mac,
        String app,
        SecretForm form,
        Instant issued,
        Optional<Instant> ends,
        Optional<Instant> revoked) {

    /** What it is worth at that time. */
    public SecretState stateAt(Instant now) {
        if (revoked.isPresent() || ends.filter(end -> !now.isBefore(end)).isPresent()) {
            return SecretState.REVOKED;
        }
        if (form == SecretForm.DECOY) {
            return SecretState.DECOY;
        }
        return ends.isPresent() ? SecretState.SUPERSEDED : SecretState.LIVE;
    }

    boolean isOf(String name) {
        return app.equalsIgnoreCase(name);
    }

    IssuedSecret renamed(String to) {
        return new IssuedSecret(id, mac, to, form, issued, ends, revoked);
    }

    /** As it is from {@code now} on; revoked before, it keeps its date. */
    IssuedSecret revokedAt(Instant now) {
        return revoked.isPresent()
                ? this
                : new IssuedSecret(id, mac, app, form, issued, ends, Optional.of(now));
    }

    /** As it is once another was issued in its place; superseded before, it gets no more time. */
    IssuedSecret endingAt(Instant end) {
        return revoked.isPresent() || ends.filter(earlier -> !earlier.isAfter(end)).isPresent()
                ? this
                : new IssuedSecret(id, mac, app, form, issued, Optional.of(end), revoked);
    }
}
