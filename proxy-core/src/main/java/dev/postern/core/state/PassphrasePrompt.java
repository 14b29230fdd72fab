package dev.postern.core.state;

import dev.postern.core.secret.Secret;

/** How a passphrase is had from a person, or from a script. */
@FunctionalInterface
public interface PassphrasePrompt {

    /** What a passphrase is for. */
    enum Purpose {
        /** It was chosen earlier. */
        OPEN,
        /** It is chosen now, so a person is to type it twice. */
        CHOOSE
    }

    /**
     * Waits for the person.
     *
     * @return who gets it wipes it
     * @throws StateException with {@link StateException.Fault#KEY_MISSING} if there is nobody to
     *     ask
     */
    Secret ask(Purpose purpose);
}
