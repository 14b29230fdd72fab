package dev.postern.app.command;

import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.config.Change;
import dev.postern.config.Configuration;
import dev.postern.core.access.App;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Gives an app another name, and takes its password along. */
@Command(
        name = "rename",
        mixinStandardHelpOptions = true,
        description = {
            "Gives a program another name. Its password goes on working; its connections are"
                    + " closed once.",
            "In a file that you wrote, change the name yourself, and then run this to take the"
                    + " password along.",
        })
final class AppRenameCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "OLD", description = "The name that it has.")
    private String oldName = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "The name that it is to have.")
    private String newName = "";

    AppRenameCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Workplace workplace = postern.workplace();
        Configuration configuration = workplace.configuration();
        String name = Names.read(newName);
        Optional<App> renamed = configuration.directory().app(name);
        boolean isThere = configuration.directory().app(oldName).isPresent();
        try (Operations operations = workplace.operations()) {
            if (renamed.isPresent() && isThere) {
                throw new CommandException(
                        ExitCode.REFUSED, "There is an app %s already.".formatted(name));
            } else if (renamed.isPresent()) {
                take(oldName, renamed.get(), operations);
            } else {
                rename(Names.app(oldName, configuration), name, workplace, operations);
            }
        }
        terminal.say("%s is %s now; its password is the same.".formatted(oldName, name));
        return ExitCode.OK.number();
    }

    /** For a moment there are both, so that at no time its password is that of no app. */
    private void rename(App app, String name, Workplace workplace, Operations operations)
            throws CommandException {
        Configuration configuration = workplace.configuration();
        Optional<Change.WrittenByPerson> objection = objection(app, configuration, workplace);
        if (objection.isPresent()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "%s: A person wrote this. Change the name there, and run this command again: it then takes the password along."
                            .formatted(objection.get().origin()));
        }
        App renamed = new App(name, app.account(), app.policy(), app.note());
        Path file = workplace.change(dropIns -> dropIns.add(renamed, Workplace.today()));
        try {
            take(app.name(), renamed, operations);
        } catch (CommandException failed) {
            workplace.takeBack(file, operations);
            throw failed;
        }
        Configuration both = workplace.configuration();
        workplace.change(dropIns -> dropIns.remove(app, both));
        Workplace.done(operations.carryOut(new Request.Reload())).forEach(terminal::note);
    }

    private void take(String from, App app, Operations operations) throws CommandException {
        Workplace.done(operations.carryOut(new Request.RenameApp(from, app.name())))
                .forEach(terminal::note);
    }

    private static Optional<Change.WrittenByPerson> objection(
            App app, Configuration configuration, Workplace workplace) throws CommandException {
        try {
            return workplace.dropIns().objection(app, configuration);
        } catch (IOException unreadable) {
            throw new CommandException(ExitCode.REFUSED, unreadable);
        }
    }
}
