package dev.postern.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about the vault. */
@Command(
        name = "vault",
        mixinStandardHelpOptions = true,
        description = "Where the real passwords and tokens are kept: its key, and copies of it.",
        synopsisSubcommandLabel = "COMMAND")
final class VaultCommands implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Which? status, rekey, key, export or import");
    }
}
