package dev.postern.app.command;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.PassphrasePrompt;
import dev.postern.core.state.StateException;
import dev.postern.core.state.StateException.Fault;

import org.jspecify.annotations.Nullable;

/** Has passphrases typed on the terminal, or reads them from a file descriptor. */
final class Passphrases implements PassphrasePrompt {
    private final Terminal terminal;
    private final String what;
    private final String option;
    private final @Nullable Integer descriptor;

    /**
     * @param what it is a passphrase of, for questions
     * @param option that gives a descriptor
     * @param descriptor from which to read, instead of asking
     */
    Passphrases(Terminal terminal, String what, String option, @Nullable Integer descriptor) {
        this.terminal = terminal;
        this.what = what;
        this.option = option;
        this.descriptor = descriptor;
    }

    @Override
    public Secret ask(Purpose purpose) {
        try {
            Secret passphrase =
                    descriptor == null ? typed(purpose) : terminal.readSecret(descriptor);
            if (passphrase.isEmpty()) {
                throw refused("Expected a passphrase, found nothing. Nothing was changed.");
            }
            return passphrase;
        } catch (CommandException unreadable) {
            throw refused(String.valueOf(unreadable.getMessage()));
        }
    }

    private Secret typed(Purpose purpose) {
        return switch (purpose) {
            case OPEN -> typed("Passphrase of " + what);
            case CHOOSE -> {
                Secret once = typed("New passphrase of " + what);
                Secret again = typed("The same once more");
                boolean same = once.equals(again);
                again.wipe();
                if (!same) {
                    once.wipe();
                    throw refused("The two are not the same. Nothing was changed.");
                }
                yield once;
            }
        };
    }

    private Secret typed(String question) {
        return terminal.ask(question)
                .orElseThrow(() ->
                        refused(
                                "The passphrase of %s is needed, and there is no terminal to ask for it on. Give it on a file descriptor: postern … %s 3 3<FILE"
                                        .formatted(what, option)));
    }

    private static StateException refused(String sentence) {
        return new StateException(Fault.KEY_MISSING, sentence);
    }
}
