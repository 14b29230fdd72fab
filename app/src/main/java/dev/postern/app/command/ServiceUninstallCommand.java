package dev.postern.app.command;

import dev.postern.app.service.MachinePrograms;
import dev.postern.app.service.Plan;
import dev.postern.app.service.Programs;
import dev.postern.app.service.Scope;
import dev.postern.app.service.ServiceException;
import dev.postern.app.service.Step;
import dev.postern.app.service.SystemUser;
import dev.postern.app.service.Workman;
import dev.postern.config.Locations;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.Callable;

/** Undoes what {@code service install} has done. */
@Command(
        name = "uninstall",
        mixinStandardHelpOptions = true,
        description = {
            "Ends the service and removes it. Configuration, vault and key stay; with --purge they"
                    + " go too.",
        })
final class ServiceUninstallCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;
    private final Programs programs = new MachinePrograms();

    @Mixin private ServiceScope whose = new ServiceScope();

    @Option(names = "--dry-run", description = "Show what would be removed and run, do nothing.")
    private boolean dryRun;

    @Option(
            names = "--purge",
            description =
                    "Also remove configuration, vault and key, and the system service's user: all"
                            + " passwords and sign-ins are gone for good.")
    private boolean purge;

    ServiceUninstallCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Scope scope = whose.scope(postern, programs);
        if (!dryRun) {
            ServiceScope.requireRights(scope, programs);
        }
        Locations locations = postern.workplace().locations();
        try {
            Plan plan = ServiceScope.files(scope).uninstall(after(scope, locations));
            if (dryRun) {
                Workman.preview(plan).forEach(terminal::say);
                return ExitCode.OK.number();
            }
            new Workman(programs, terminal::say).carryOut(plan);
        } catch (ServiceException refused) {
            throw new CommandException(ExitCode.REFUSED, refused);
        }
        terminal.say(
                purge
                        ? "Nothing of Postern is left here but the program itself."
                        : "Kept: %s, %s and %s."
                                .formatted(
                                        locations.configuration(),
                                        locations.state(),
                                        locations.keys()));
        return ExitCode.OK.number();
    }

    private List<Step> after(Scope scope, Locations locations) {
        if (!purge) {
            return List.of();
        }
        return switch (scope) {
            case SYSTEM -> SystemUser.purge(programs, locations);
            case USER -> SystemUser.files(locations);
        };
    }
}
