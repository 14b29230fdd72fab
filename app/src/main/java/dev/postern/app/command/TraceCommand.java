package dev.postern.app.command;

import dev.postern.app.control.ControlClient;
import dev.postern.app.control.TraceSource.TraceText;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Shows what is said in sessions of one app. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what an app and its provider say to each other, to find out what goes wrong.",
            "It shows sessions that begin from now on: each command and reply of the login by its"
                    + " name or code. After the login it shows the names of commands where the app"
                    + " has limits for the protocol; elsewhere the bridge looks at nothing, and"
                    + " tells at the end how many octets went through.",
            "It never shows passwords, tokens, names, subjects or messages. Logins with a password"
                    + " that is not the app's are not its sessions; postern audit has those.",
        })
final class TraceCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Option(names = "--app", required = true, paramLabel = "NAME", description = "Whose sessions.")
    private String app = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "10m",
            description = "How long to look on: 30s, 10m (the default), 2h.")
    private String time = "";

    @Option(names = "--json", description = "Print JSON, an object on each line.")
    private boolean json;

    TraceCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        long seconds = LogLevelCommand.seconds(time);
        Optional<ControlClient> bridge = postern.workplace().bridge();
        if (bridge.isEmpty()) {
            throw new CommandException(
                    ExitCode.STATE, "No bridge is running. Start it: postern serve");
        }
        terminal.note(
                "Looking on at new sessions of %s for %s; Ctrl-C ends it. Login: verbs and codes, without secrets. After it: names of commands where the app has limits, else only how much went through. Never messages."
                        .formatted(app, time));
        Workplace.done(bridge.get().trace(app, Duration.ofSeconds(seconds), this::show));
        return ExitCode.OK.number();
    }

    private void show(TraceText line) {
        if (json) {
            Printing.jsonLine(terminal, line);
        } else {
            terminal.say(
                    "%s  %-5s %-4s  %-18s  %s"
                            .formatted(
                                    line.time(),
                                    line.session(),
                                    line.protocol(),
                                    line.from(),
                                    line.text())
                            .stripTrailing());
        }
        terminal.out().flush();
    }
}
