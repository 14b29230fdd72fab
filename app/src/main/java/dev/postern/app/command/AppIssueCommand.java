package dev.postern.app.command;

import dev.postern.app.operation.Request;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** Gives an app of the configuration its first password. */
@Command(
        name = "issue",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the first password for an app that you have written into the configuration.",
            "It is shown once.",
        })
final class AppIssueCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Mixin private OneApp app = new OneApp();

    @ArgGroup private FormOptions form = new FormOptions();

    AppIssueCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        app.give(it -> new Request.IssueSecret(it.name(), form.chosen()), postern, terminal);
        return ExitCode.OK.number();
    }
}
