package dev.postern.app.command;

import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.config.Configuration;
import dev.postern.core.access.App;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.function.Function;

/** The app to which a command gives a password, and how that is shown. */
final class OneApp {

    @Parameters(paramLabel = "NAME", description = "The app's name.")
    private String name = "";

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    /**
     * Gives the app a password, and shows it once.
     *
     * @param request that issues, replaces or chooses it
     */
    void give(Function<App, Request> request, Postern postern, Terminal terminal)
            throws CommandException {
        Workplace workplace = postern.workplace();
        Configuration configuration = workplace.configuration();
        App app = Names.app(name, configuration);
        try (Operations operations = workplace.operations()) {
            NewPassword password =
                    NewPassword.of(
                            app,
                            request.apply(app),
                            workplace,
                            configuration,
                            operations,
                            terminal);
            NewPassword.print(List.of(password), terminal, Printing.Form.option(json));
            if (!json && password.generated().isPresent()) {
                terminal.say("Nobody can show a password again; copy it now.");
            }
        }
    }
}
