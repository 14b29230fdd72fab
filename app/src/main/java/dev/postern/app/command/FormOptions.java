package dev.postern.app.command;

import dev.postern.core.access.SecretForm;

import picocli.CommandLine.Option;

/** What a generated password is to be; one of them at most. */
final class FormOptions {

    @Option(
            names = "--compact",
            description = "20 characters, for devices whose password field is short.")
    private boolean compact;

    @Option(
            names = "--decoy",
            description =
                    "A password that never works: leave it where a thief would look, and hear of it"
                            + " when it is tried.")
    private boolean decoy;

    SecretForm chosen() {
        return compact ? SecretForm.COMPACT : decoy ? SecretForm.DECOY : SecretForm.USUAL;
    }
}
