package dev.postern.app.command;

import dev.postern.app.service.MachinePrograms;
import dev.postern.app.service.Programs;
import dev.postern.app.service.Scope;
import dev.postern.app.service.ServiceState;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Says how the service is. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Says whether the service runs, and if not, why and what to do.",
            "What the bridge in it is doing says: postern status",
        })
final class ServiceStatusCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Mixin private ServiceScope whose = new ServiceScope();

    ServiceStatusCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Programs programs = new MachinePrograms();
        Scope scope = whose.scope(postern, programs);
        return report(ServiceScope.files(scope).state(programs), scope, terminal);
    }

    static int report(ServiceState state, Scope scope, Terminal terminal) {
        return switch (state) {
            case ServiceState.Running(String sentence) -> {
                terminal.say(sentence);
                yield ExitCode.OK.number();
            }
            case ServiceState.Down down -> {
                terminal.note(down.sentence());
                down.exit().ifPresent(code -> terminal.note(meaning(code, scope)));
                yield ExitCode.STATE.number();
            }
            case ServiceState.Absent(String sentence) -> {
                terminal.note(sentence);
                yield ExitCode.STATE.number();
            }
            case ServiceState.Unknown(String sentence) -> {
                terminal.note(sentence);
                yield ExitCode.STATE.number();
            }
        };
    }

    private static String meaning(int code, Scope scope) {
        String check =
                code == ExitCode.CONFIGURATION.number()
                        ? ". What they are: postern %scheck"
                                .formatted(scope == Scope.SYSTEM ? "--system " : "")
                        : "";
        return Arrays.stream(ExitCode.values())
                .filter(each -> each.number() == code)
                .map(each -> "%d means: %s%s".formatted(code, each.meaning(), check))
                .collect(Collectors.joining());
    }
}
