package dev.postern.app.command;

import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.app.operation.Request.RotateSecret.End;
import dev.postern.config.Configuration;
import dev.postern.core.access.App;
import dev.postern.core.access.SecretForm;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.concurrent.Callable;

/** Gives an app another password, while the old one lives on for a while. */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        description = {
            "Makes another password for an app, and shows it once.",
            "The old one goes on working until the new one is used for the first time, at most for"
                    + " 7 days or what `rotate_overlap` says. Its connections end when it does.",
        })
final class AppRotateCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The app's name.")
    private String name = "";

    @Option(
            names = "--compact",
            description = "20 characters, for devices whose password field is short.")
    private boolean compact;

    @Option(names = "--now", description = "End the old password and its connections at once.")
    private boolean atOnce;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    AppRotateCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Workplace workplace = postern.workplace();
        Configuration configuration = workplace.configuration();
        App app = Names.app(name, configuration);
        Request request =
                new Request.RotateSecret(
                        app.name(),
                        compact ? SecretForm.COMPACT : SecretForm.USUAL,
                        atOnce ? End.AT_ONCE : End.ONCE_SEEN);
        try (Operations operations = workplace.operations()) {
            NewPassword password =
                    NewPassword.of(app, request, workplace, configuration, operations, terminal);
            NewPassword.print(List.of(password), terminal, Printing.Form.option(json));
        }
        if (!json) {
            terminal.say("Nobody can show a password again; copy it now.");
        }
        return ExitCode.OK.number();
    }
}
