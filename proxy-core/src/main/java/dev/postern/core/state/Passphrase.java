package dev.postern.core.state;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.PassphrasePrompt.Purpose;
import dev.postern.core.state.StateException.Fault;

import java.util.Optional;

/**
 * A key that is nowhere but in a person's head. Salt and cost of Argon2id are in the header of what
 * it seals, which vouches for them.
 */
public final class Passphrase implements VaultKeySource {

    /**
     * Who has got a copy may guess as long as they like. Shorter ones are found in a dictionary,
     * whatever each guess costs.
     */
    private static final int SHORTEST = 12;

    private final PassphrasePrompt prompt;

    public Passphrase(PassphrasePrompt prompt) {
        this.prompt = prompt;
    }

    /** One that has been asked for already; the caller wipes it when the work is done. */
    public static Passphrase of(Secret known) {
        return new Passphrase(purpose -> Secret.copyOf(known.reveal()));
    }

    @Override
    public VaultKeyKind kind() {
        return VaultKeyKind.PASSPHRASE;
    }

    @Override
    public String place() {
        return "the passphrase";
    }

    @Override
    public VaultKey first() {
        return fresh();
    }

    @Override
    public Optional<VaultKey> find(VaultHeader header) {
        return header.stretching().map(this::asked);
    }

    @Override
    public VaultKey fresh() {
        Secret chosen = prompt.ask(Purpose.CHOOSE);
        try {
            if (chosen.revealText().codePoints().count() < SHORTEST) {
                throw new StateException(
                        Fault.UNSAFE,
                        ("The passphrase must have %d characters at least: whoever gets a copy of"
                             + " the file may guess as long as they like. Four or five words that"
                             + " do not belong together do well. Nothing was changed.")
                                .formatted(SHORTEST));
            }
            return Stretching.fresh().key(chosen);
        } finally {
            chosen.wipe();
        }
    }

    @Override
    public void settle(VaultKey key) {
        // It is kept nowhere.
    }

    @Override
    public void retire(VaultKey key) {
        // It is kept nowhere.
    }

    private VaultKey asked(Stretching stretching) {
        Secret passphrase = prompt.ask(Purpose.OPEN);
        try {
            return stretching.key(passphrase);
        } finally {
            passphrase.wipe();
        }
    }
}
