package dev.postern.app.command;

import dev.postern.app.service.Launch;
import dev.postern.app.service.MachinePrograms;
import dev.postern.app.service.Plan;
import dev.postern.app.service.Programs;
import dev.postern.app.service.Scope;
import dev.postern.app.service.ServiceException;
import dev.postern.app.service.Step;
import dev.postern.app.service.SystemUser;
import dev.postern.app.service.Workman;
import dev.postern.config.Locations;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Makes the bridge a service. */
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        description = {
            "Has the bridge run by itself, from now on and after each start of the machine.",
            "What is there already and right stays as it is. After the listeners of the"
                    + " configuration were changed, run it again: the service manager holds their"
                    + " ports.",
        })
final class ServiceInstallCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;
    private final Programs programs = new MachinePrograms();

    @Mixin private ServiceScope whose = new ServiceScope();

    @Option(names = "--dry-run", description = "Show what would be written and run, do nothing.")
    private boolean dryRun;

    @Option(
            names = "--launcher",
            paramLabel = "FILE",
            description = "The program that the service starts, if not this one.")
    private @Nullable Path launcher;

    ServiceInstallCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Scope scope = whose.scope(postern, programs);
        if (!dryRun) {
            ServiceScope.requireRights(scope, programs);
        }
        try {
            Plan plan = plan(scope);
            if (dryRun) {
                Workman.preview(plan).forEach(terminal::say);
                return ExitCode.OK.number();
            }
            new Workman(programs, terminal::say).carryOut(plan);
            plan.remarks().forEach(terminal::say);
        } catch (ServiceException refused) {
            throw new CommandException(ExitCode.REFUSED, refused);
        }
        return ServiceStatusCommand.report(
                ServiceScope.files(scope).state(programs), scope, terminal);
    }

    private Plan plan(Scope scope) throws CommandException, ServiceException {
        Workplace workplace = postern.workplace();
        return switch (scope) {
            case USER ->
                    ServiceScope.files(scope)
                            .install(
                                    Launch.of(program(), options(workplace.locations())),
                                    ports(workplace),
                                    List.of());
            case SYSTEM -> system(workplace);
        };
    }

    private static List<InetSocketAddress> ports(Workplace workplace) throws CommandException {
        if (!Files.exists(workplace.locations().files().main())) {
            throw new CommandException(
                    ExitCode.CONFIGURATION,
                    "There is no configuration %s yet. Make it first: postern init"
                            .formatted(workplace.locations().files().main()));
        }
        return ListenerAddresses.of(workplace.configuration());
    }

    private Plan system(Workplace workplace) throws CommandException, ServiceException {
        Locations locations = workplace.locations();
        if (!locations.equals(Locations.ofSystem())) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "The system service has its files in %s and %s; --config and --state are for --user."
                            .formatted(
                                    Locations.ofSystem().configuration(),
                                    Locations.ofSystem().state()));
        }
        Launch launch = Launch.of(program(), List.of(Scope.SYSTEM.option()));
        if (Files.exists(locations.files().main())) {
            List<InetSocketAddress> ports = new ServiceListeners(programs, launch).of(workplace);
            return ServiceScope.files(Scope.SYSTEM)
                    .install(
                            launch, ports, SystemUser.steps(programs, locations, Optional.empty()));
        }
        FreePorts ports = FreePorts.find();
        List<Step> before =
                SystemUser.steps(
                        programs, locations, Optional.of(ConfigurationTemplate.with(ports)));
        return ServiceScope.files(Scope.SYSTEM)
                .install(launch, ListenerAddresses.of(ports), before);
    }

    /** Where the user's own files are not where they usually are. */
    private static List<String> options(Locations locations) {
        Locations usual = Locations.ofUser();
        List<String> options = new ArrayList<>();
        if (!locations.configuration().equals(usual.configuration())) {
            options.add("--config=" + locations.configuration());
        }
        if (!locations.state().equals(usual.state())) {
            options.add("--state=" + locations.state());
        }
        return options;
    }

    private Path program() throws CommandException {
        Path program = launcher == null ? Version.launcher() : launcher.toAbsolutePath();
        if (!Files.isExecutable(program)) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "Expected the program that the service starts in %s, found none that can be run. Say where it is: --launcher FILE"
                            .formatted(program));
        }
        return program;
    }
}
