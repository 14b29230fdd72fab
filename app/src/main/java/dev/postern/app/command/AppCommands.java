package dev.postern.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about apps. */
@Command(
        name = "app",
        mixinStandardHelpOptions = true,
        description =
                "The programs that may log in: add, list, show, test, issue, rotate, rename,"
                        + " revoke.",
        synopsisSubcommandLabel = "COMMAND")
final class AppCommands implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Which? add, list, show, test, issue, rotate, rename, password or revoke");
    }
}
