package dev.postern.app.command;

import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.app.operation.UnknownApp;
import dev.postern.config.Configuration;
import dev.postern.core.access.App;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Ends an app's passwords and sessions, and removes its file. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = {
            "Ends the password of a program at once: its connections are closed, and it can't log"
                    + " in again.",
            "Other programs notice nothing.",
        })
final class AppRevokeCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "The app's name.")
    private List<String> names = List.of();

    AppRevokeCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Workplace workplace = postern.workplace();
        try (Operations operations = workplace.operations()) {
            for (String name : names) {
                revoke(name, workplace, operations);
            }
        }
        return ExitCode.OK.number();
    }

    /** The password first: that must work however the configuration looks. */
    private void revoke(String name, Workplace workplace, Operations operations)
            throws CommandException {
        Answer answer = operations.carryOut(new Request.Revoke(name));
        boolean ended = answer instanceof Answer.Done;
        if (!ended && !(answer instanceof Answer.Refused)) {
            Workplace.done(answer);
        }
        if (ended) {
            terminal.say("Revoked the password of %s.".formatted(name));
        }
        Configuration configuration = workplace.configuration();
        Optional<App> app = configuration.directory().app(name);
        if (app.filter(it -> configuration.devices().contains(it.name())).isPresent()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "The app %s has a listener that asks for no password, so its device can still send. Take that [[listener]] out of %s: nobody is let in by it from then on."
                            .formatted(name, workplace.locations().files().main()));
        }
        if (app.isPresent()) {
            remove(app.get(), configuration, workplace, operations);
        } else if (!ended) {
            throw new CommandException(ExitCode.REFUSED, UnknownApp.sentence(name, configuration));
        }
    }

    private void remove(
            App app, Configuration configuration, Workplace workplace, Operations operations)
            throws CommandException {
        try {
            Path file = workplace.change(dropIns -> dropIns.remove(app, configuration));
            Workplace.done(operations.carryOut(new Request.Reload())).forEach(terminal::note);
            terminal.say("Removed %s.".formatted(file));
        } catch (CommandException stays) {
            terminal.note(
                    "The app stays in the configuration, where it can do nothing without a"
                            + " password. "
                            + stays.getMessage());
        }
    }
}
