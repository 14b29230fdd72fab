package dev.postern.app.command;

import dev.postern.app.service.MachinePrograms;
import dev.postern.app.service.Plan;
import dev.postern.app.service.ServiceException;
import dev.postern.app.service.Step;
import dev.postern.app.service.Systemd;
import dev.postern.app.service.Workman;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Writes what a package has beside the program. */
@Command(
        name = "package-files",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = {
            "Writes into a directory, for those who make packages: the units of the system service,"
                    + " the first configuration, the manual page, and completion for bash.",
        })
final class PackageFilesCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "Where to write them.")
    private Path directory = Path.of("");

    @Option(
            names = "--launcher",
            paramLabel = "FILE",
            required = true,
            description = "The program postern as the package installs it.")
    private Path launcher = Path.of("");

    PackageFilesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        CommandLine postern = spec.root().commandLine();
        FreePorts usual = FreePorts.usual();
        List<Step> files =
                new ArrayList<>(Systemd.packaged(directory, launcher, ListenerAddresses.of(usual)));
        files.add(readable("postern.toml", ConfigurationTemplate.with(usual)));
        files.add(readable("postern.1", ManualPage.of(postern)));
        files.add(readable("postern.bash", AutoComplete.bash("postern", postern)));
        try {
            new Workman(new MachinePrograms(), terminal::say).carryOut(new Plan(files, List.of()));
        } catch (ServiceException refused) {
            throw new CommandException(ExitCode.REFUSED, refused);
        }
        return ExitCode.OK.number();
    }

    private Step readable(String name, String text) {
        return Step.Write.readable(directory.resolve(name), text);
    }
}
