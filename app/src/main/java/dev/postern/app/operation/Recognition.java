package dev.postern.app.operation;

import dev.postern.core.access.RecognisedSecret;
import dev.postern.core.access.SecretState;

import java.util.Locale;
import java.util.Optional;

/**
 * What a text that looks like an app password is. Texts, since it travels as JSON.
 *
 * @param app empty for {@code unknown}
 * @param state {@code live}, {@code superseded}, {@code revoked}, {@code decoy}; or {@code
 *     unknown}: it was not issued by this bridge
 */
public record Recognition(String app, String state) {

    static Recognition of(Optional<RecognisedSecret> secret) {
        return secret.map(known ->
                        new Recognition(known.app(), known.state().name().toLowerCase(Locale.ROOT)))
                .orElseGet(() -> new Recognition("", "unknown"));
    }

    /** Whether it lets somebody in. */
    public boolean works() {
        return state.equals(word(SecretState.LIVE)) || state.equals(word(SecretState.SUPERSEDED));
    }

    private static String word(SecretState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
