package dev.postern.app.command;

import dev.postern.app.service.MachinePrograms;
import dev.postern.app.service.Programs;
import dev.postern.app.service.ServiceFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** Shows the service's log. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Shows what the service has logged last.")
final class ServiceLogsCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Mixin private ServiceScope whose = new ServiceScope();

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "50",
            description = "How many lines; ${DEFAULT-VALUE} unless said otherwise.")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with new lines until Ctrl-C.")
    private boolean follow;

    ServiceLogsCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Programs programs = new MachinePrograms();
        int code =
                ServiceScope.files(whose.scope(postern, programs))
                        .logs(
                                programs,
                                lines,
                                follow ? ServiceFiles.Follow.YES : ServiceFiles.Follow.NO,
                                terminal::say);
        return code == 0 ? ExitCode.OK.number() : ExitCode.REFUSED.number();
    }
}
