package dev.postern.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about accounts. */
@Command(
        name = "account",
        mixinStandardHelpOptions = true,
        description = "Your mailboxes: add, sign in, check, list, remove, set the password.",
        synopsisSubcommandLabel = "COMMAND")
final class AccountCommands implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Which? add, check, list, login, password or remove");
    }
}
