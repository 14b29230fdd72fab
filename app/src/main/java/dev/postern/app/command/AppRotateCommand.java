package dev.postern.app.command;

import dev.postern.app.operation.Request;
import dev.postern.app.operation.Request.RotateSecret.End;
import dev.postern.core.access.SecretForm;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Mixin private OneApp app = new OneApp();

    @Option(
            names = "--compact",
            description = "20 characters, for devices whose password field is short.")
    private boolean compact;

    @Option(names = "--now", description = "End the old password and its connections at once.")
    private boolean atOnce;

    AppRotateCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        app.give(
                it ->
                        new Request.RotateSecret(
                                it.name(),
                                compact ? SecretForm.COMPACT : SecretForm.USUAL,
                                atOnce ? End.AT_ONCE : End.ONCE_SEEN),
                postern,
                terminal);
        return ExitCode.OK.number();
    }
}
