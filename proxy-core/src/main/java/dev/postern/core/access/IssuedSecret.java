package dev.postern.core.access;

import dev.postern.core.secret.Secret;

import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a generated app password. It stays after the password was revoked, so that the
 * log can tell a revoked one from one that never was.
 *
 * @param id 8 characters of base32, the part of the password that is not secret
 * @param mac HMAC-SHA-256 of id and secret, under a key of the vault
 * @param app name of the app that it was issued for
 */
public record IssuedSecret(
        String id, Secret mac, String app, Instant issued, Optional<Instant> revoked) {

    /** As it is from {@code now} on; revoked before, it keeps its date. */
    IssuedSecret revokedAt(Instant now) {
        return revoked.isPresent()
                ? this
                : new IssuedSecret(id, mac, app, issued, Optional.of(now));
    }
}
