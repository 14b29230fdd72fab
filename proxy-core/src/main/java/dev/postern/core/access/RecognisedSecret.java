package dev.postern.core.access;

import dev.postern.core.access.AppPassword.Reading;
import dev.postern.core.secret.Secret;

import java.time.Instant;
import java.util.Optional;

/**
 * An app password that somebody showed us, and that was issued here.
 *
 * @param id the part that is not secret
 * @param app that it was issued for
 */
public record RecognisedSecret(String id, String app, SecretState state) {

    /**
     * What {@code text} turns out to be; empty if it is none that was issued here, to the last
     * character.
     *
     * @param key the vault's key for verifiers, with which they were issued
     */
    public static Optional<RecognisedSecret> of(
            Secret text, Verifiers verifiers, Secret key, Instant now) {
        return switch (AppPassword.read(text)) {
            case Reading.WellFormed(AppPassword password) -> of(password, verifiers, key, now);
            case Reading.PerhapsCompact(AppPassword password) -> of(password, verifiers, key, now);
            case Reading.Mistyped() -> Optional.empty();
            case Reading.NotGenerated() -> Optional.empty();
        };
    }

    private static Optional<RecognisedSecret> of(
            AppPassword password, Verifiers verifiers, Secret key, Instant now) {
        Secret mac = new Hmac(key).of(password);
        password.body().wipe();
        return verifiers
                .issued(password.id(), mac)
                .map(it -> new RecognisedSecret(it.id(), it.app(), it.stateAt(now)));
    }
}
