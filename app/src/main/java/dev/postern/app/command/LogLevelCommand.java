package dev.postern.app.command;

import dev.postern.app.log.LogLevels;
import dev.postern.app.operation.Request;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Has the running bridge log more, or less. */
@Command(
        name = "log-level",
        mixinStandardHelpOptions = true,
        description = {
            "Has the running bridge log more, or less, until it is started again.",
            "The levels: error, warn, info (as it starts), debug (what is said before login,"
                    + " without secrets), trace.",
        })
final class LogLevelCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Parameters(
            arity = "1..2",
            paramLabel = "[LOGGER] LEVEL",
            hideParamSyntax = true,
            description = {
                "LOGGER is a package or class of the program; by default all of dev.postern.",
            })
    private List<String> words = List.of();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "After this time it is as before: 30s, 10m, 2h.")
    private @Nullable String time;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    LogLevelCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        String level = words.getLast().toLowerCase(Locale.ROOT);
        String logger = words.size() == 1 ? LogLevels.OURS : words.getFirst();
        long seconds = time == null ? 0 : seconds(time);
        Workplace.done(Watching.ask(postern, new Request.SetLogLevel(logger, level, seconds)));
        if (json) {
            Printing.json(terminal, Map.of("logger", logger, "level", level, "seconds", seconds));
        } else {
            terminal.say(
                    "The bridge logs %s at level %s now%s."
                            .formatted(
                                    logger,
                                    level,
                                    time == null
                                            ? ", until it is started again"
                                            : ", for " + time));
        }
        return ExitCode.OK.number();
    }

    static long seconds(String typed) throws CommandException {
        return Moment.span(typed)
                .map(Duration::toSeconds)
                .filter(seconds -> seconds > 0)
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.USAGE,
                                "--for %s: expected a time, like 30s, 10m or 2h."
                                        .formatted(typed)));
    }
}
