package dev.postern.app.command;

import dev.postern.config.Configuration;
import dev.postern.core.access.App;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about apps. */
@Command(
        name = "app",
        mixinStandardHelpOptions = true,
        description = "The programs that may log in: add, list, issue, rotate, revoke.",
        synopsisSubcommandLabel = "COMMAND")
final class AppCommands implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Which? add, list, issue, rotate, password or revoke");
    }

    /** The app of the configuration that a person named. */
    static App named(String name, Configuration configuration) throws CommandException {
        return configuration
                .directory()
                .app(name)
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.REFUSED,
                                "There is no app %s. These are there: postern app list"
                                        .formatted(name)));
    }
}
