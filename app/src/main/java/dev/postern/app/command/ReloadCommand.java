package dev.postern.app.command;

import dev.postern.app.control.ControlClient;
import dev.postern.app.operation.Request;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Has the running bridge take over changed files, and says what it thinks of them. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        description = {
            "Has the running bridge take over changed files now.",
            "It does so by itself within seconds; this says what came of it. If the files have"
                    + " faults, the bridge goes on as before.",
        })
final class ReloadCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    ReloadCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Optional<ControlClient> bridge = postern.workplace().bridge();
        if (bridge.isEmpty()) {
            throw new CommandException(
                    ExitCode.STATE,
                    "No bridge is running; it reads its files when it starts: postern serve");
        }
        List<String> notes = Workplace.done(bridge.get().carryOut(new Request.Reload()));
        if (json) {
            Printing.json(terminal, Map.of("notes", notes));
        } else {
            notes.forEach(terminal::note);
            terminal.say("The bridge has taken over the configuration.");
        }
        return ExitCode.OK.number();
    }
}
