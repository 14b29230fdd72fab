package dev.postern.app.command;

import dev.postern.core.secret.Secret;

import picocli.CommandLine.Option;

import java.util.Optional;

/** Whether a person has chosen the password; it never stands on a command line. */
final class ChosenOption {

    @Option(
            names = "--password-stdin",
            description =
                    "Take a password that you chose from standard input, for programs that can't"
                            + " have another.")
    private boolean standardInput;

    boolean isGiven() {
        return standardInput;
    }

    /** Reads it; empty if there is none. The caller's to wipe. */
    Optional<Secret> read(Terminal terminal) throws CommandException {
        return standardInput
                ? Optional.of(Passwords.read(terminal, Passwords.From.STANDARD_INPUT, ""))
                : Optional.empty();
    }
}
