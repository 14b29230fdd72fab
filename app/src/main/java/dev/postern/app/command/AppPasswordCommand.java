package dev.postern.app.command;

import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.app.operation.Request.RotateSecret.End;
import dev.postern.config.Configuration;
import dev.postern.core.access.App;
import dev.postern.core.access.SecretForm;
import dev.postern.core.secret.Secret;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Gives an app a new password. */
@Command(
        name = "password",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a new password for an app; the one that it had ends at once.",
            "Also for an app that you have written into the configuration yourself.",
        })
final class AppPasswordCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The app's name.")
    private String name = "";

    @Option(
            names = "--password-stdin",
            description = "Take a password that you chose from standard input.")
    private boolean standardInput;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    AppPasswordCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Workplace workplace = postern.workplace();
        Configuration configuration = workplace.configuration();
        App app = Names.app(name, configuration);
        Optional<Secret> chosen =
                standardInput
                        ? Optional.of(Passwords.read(terminal, Passwords.From.STANDARD_INPUT, ""))
                        : Optional.empty();
        try (Operations operations = workplace.operations()) {
            Request request =
                    chosen.<Request>map(password -> new Request.ChooseSecret(app.name(), password))
                            .orElseGet(() ->
                                    new Request.RotateSecret(
                                            app.name(), SecretForm.USUAL, End.AT_ONCE));
            NewPassword password =
                    NewPassword.of(app, request, workplace, configuration, operations, terminal);
            NewPassword.print(List.of(password), terminal, Printing.Form.option(json));
        } finally {
            chosen.ifPresent(Secret::wipe);
        }
        return ExitCode.OK.number();
    }
}
