package dev.postern.app.command;

import dev.postern.app.service.Programs;
import dev.postern.app.service.Scope;
import dev.postern.app.service.ServiceException;
import dev.postern.app.service.ServiceFiles;
import dev.postern.app.service.ServiceManagers;

import picocli.CommandLine.Option;

import java.util.List;

/** The option that says whose service a command is about. */
final class ServiceScope {
    @Option(names = "--user", description = "Your own bridge; so it is unless you are root.")
    private boolean user;

    Scope scope(Postern postern, Programs programs) throws CommandException {
        if (!postern.isForOneUser()) {
            if (user) {
                throw new CommandException(
                        ExitCode.USAGE, "Expected --user or --system, found both. Leave one out.");
            }
            return Scope.SYSTEM;
        }
        if (!user && isRoot(programs)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "You are root: say --system for the service of the machine, or --user for one"
                            + " of root's own.");
        }
        return Scope.USER;
    }

    /** For what changes the machine. */
    static void requireRights(Scope scope, Programs programs) throws CommandException {
        if (scope == Scope.SYSTEM && !isRoot(programs)) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "The service of the whole machine takes root: sudo postern service … --system;"
                        + " or, for your own: --user. With --dry-run it only shows what it would"
                        + " do.");
        }
        try {
            ServiceManagers.requireRunning();
        } catch (ServiceException absent) {
            throw new CommandException(ExitCode.REFUSED, absent);
        }
    }

    static ServiceFiles files(Scope scope) throws CommandException {
        try {
            return ServiceManagers.here(scope);
        } catch (ServiceException unknown) {
            throw new CommandException(ExitCode.REFUSED, unknown);
        }
    }

    private static boolean isRoot(Programs programs) {
        return programs.run(List.of("id", "-u")).output().equals("0");
    }
}
