package dev.postern.app.command;

import dev.postern.core.secret.Secret;

import java.util.Optional;

/** Gets passwords from people. */
final class Passwords {
    private Passwords() {}

    /** From where a command may get a password. */
    enum From {
        TERMINAL,
        STANDARD_INPUT;

        static From option(boolean standardInput) {
            return standardInput ? STANDARD_INPUT : TERMINAL;
        }
    }

    static Secret read(Terminal terminal, From from, String question) throws CommandException {
        return read(
                terminal,
                from,
                question,
                "There is no terminal to ask for the password on. Send it to standard input with"
                        + " --password-stdin, for example: pass show mail | postern …"
                        + " --password-stdin");
    }

    /**
     * @param nobody what the person is told where nobody can be asked
     */
    static Secret read(Terminal terminal, From from, String question, String nobody)
            throws CommandException {
        Secret secret =
                switch (from) {
                    case STANDARD_INPUT -> terminal.readSecret();
                    case TERMINAL -> asked(terminal, question, nobody);
                };
        if (secret.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE, "Expected a password, found nothing. Nothing was changed.");
        }
        return secret;
    }

    private static Secret asked(Terminal terminal, String question, String nobody)
            throws CommandException {
        Optional<Secret> secret = terminal.ask(question);
        return secret.orElseThrow(() -> new CommandException(ExitCode.USAGE, nobody));
    }
}
