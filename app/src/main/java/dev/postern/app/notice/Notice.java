package dev.postern.app.notice;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that a person should know soon.
 *
 * @param event what kind of thing, for programs: {@code consent-needed}, {@code revoked}, {@code
 *     registration-wrong}, {@code vault-unwritable}, {@code decoy-tried}, {@code consent-ending},
 *     {@code healthy-again}, {@code app-expiring}, {@code app-expired}, {@code app-rotation-due}
 * @param account that it is about
 * @param app that it is about
 * @param sentence for the person; without secrets
 * @param command that mends it
 */
public record Notice(
        String event,
        Optional<String> account,
        Optional<String> app,
        Instant time,
        String sentence,
        Optional<String> command) {

    /** Whether there is something to be done; else it is good to know. */
    public boolean wantsAction() {
        return command.isPresent();
    }
}
