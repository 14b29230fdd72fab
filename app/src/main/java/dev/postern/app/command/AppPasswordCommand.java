package dev.postern.app.command;

import dev.postern.app.operation.Request;
import dev.postern.app.operation.Request.RotateSecret.End;
import dev.postern.core.access.App;
import dev.postern.core.access.SecretForm;
import dev.postern.core.secret.Secret;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin private OneApp app = new OneApp();

    @Mixin private ChosenOption chosen = new ChosenOption();

    AppPasswordCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Optional<Secret> password = chosen.read(terminal);
        try {
            app.give(it -> request(it, password), postern, terminal);
        } finally {
            password.ifPresent(Secret::wipe);
        }
        return ExitCode.OK.number();
    }

    private static Request request(App app, Optional<Secret> chosen) {
        return chosen.<Request>map(password -> new Request.ChooseSecret(app.name(), password))
                .orElseGet(
                        () -> new Request.RotateSecret(app.name(), SecretForm.USUAL, End.AT_ONCE));
    }
}
