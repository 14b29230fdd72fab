package dev.postern.app.command;

import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.config.Configuration;
import dev.postern.core.access.App;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
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

    @Parameters(paramLabel = "NAME", description = "The app's name.")
    private String name = "";

    @ArgGroup private FormOptions form = new FormOptions();

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    AppIssueCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Workplace workplace = postern.workplace();
        Configuration configuration = workplace.configuration();
        App app = Names.app(name, configuration);
        try (Operations operations = workplace.operations()) {
            NewPassword password =
                    NewPassword.of(
                            app,
                            new Request.IssueSecret(app.name(), form.chosen()),
                            workplace,
                            configuration,
                            operations,
                            terminal);
            NewPassword.print(List.of(password), terminal, Printing.Form.option(json));
        }
        if (!json) {
            terminal.say("Nobody can show a password again; copy it now.");
        }
        return ExitCode.OK.number();
    }
}
