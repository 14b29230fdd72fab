package dev.postern.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about the bridge as a service. */
@Command(
        name = "service",
        mixinStandardHelpOptions = true,
        description = {
            "Has the bridge run by itself: for you (--user), or for the whole machine with a user"
                    + " of its own (--system, as root).",
            "What an app password may not do binds only programs that cannot read the vault, so"
                    + " where that matters, choose --system.",
        },
        synopsisSubcommandLabel = "COMMAND")
final class ServiceCommands implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Which? install, uninstall, status or logs");
    }
}
