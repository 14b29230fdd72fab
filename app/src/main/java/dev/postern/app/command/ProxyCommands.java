package dev.postern.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about proxies. */
@Command(
        name = "proxy",
        mixinStandardHelpOptions = true,
        description = "The proxies through which providers are reached: set the password.",
        synopsisSubcommandLabel = "COMMAND")
final class ProxyCommands implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which? password");
    }
}
