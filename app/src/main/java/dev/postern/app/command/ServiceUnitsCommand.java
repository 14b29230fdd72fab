package dev.postern.app.command;

import dev.postern.app.service.MachinePrograms;
import dev.postern.app.service.ServiceException;
import dev.postern.app.service.Systemd;
import dev.postern.app.service.Workman;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Writes what a package for Linux has. */
@Command(
        name = "units",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the units of the system service into a directory, and does nothing else: for"
                    + " those who make packages.",
        })
final class ServiceUnitsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "Where to write them.")
    private Path directory = Path.of("");

    @Option(
            names = "--launcher",
            paramLabel = "FILE",
            required = true,
            description = "The program postern as the package installs it.")
    private Path launcher = Path.of("");

    ServiceUnitsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        try {
            new Workman(new MachinePrograms(), terminal::say)
                    .carryOut(
                            Systemd.packaged(
                                    directory, launcher, ListenerAddresses.of(FreePorts.usual())));
        } catch (ServiceException refused) {
            throw new CommandException(ExitCode.REFUSED, refused);
        }
        return ExitCode.OK.number();
    }
}
