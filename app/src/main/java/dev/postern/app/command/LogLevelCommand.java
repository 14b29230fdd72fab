package dev.postern.app.command;

import dev.postern.app.log.LogLevels;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Request;
import dev.postern.app.operation.Status;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "Has the running bridge log more, or less, until it is started again. Without a level,"
                    + " shows what was changed so.",
            "The levels: error, warn, info (as it starts), debug (what is said before login,"
                    + " without secrets), trace.",
        })
final class LogLevelCommand implements Callable<Integer>, Watching.Show {
    private final Postern postern;
    private final Terminal terminal;

    @Parameters(
            arity = "0..2",
            paramLabel = "[[LOGGER] LEVEL]",
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

    @Mixin private Watching watching = new Watching();

    LogLevelCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        if (words.isEmpty() && time == null) {
            return watching.run(postern, terminal, new Request.Inquire(), this);
        }
        if (words.isEmpty() || words.size() > 2 || watching.isAgain()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "Expected postern log-level LEVEL [--for TIME], to change it; or postern"
                            + " log-level [--watch], to see what was changed.");
        }
        String level = words.getLast().toLowerCase(Locale.ROOT);
        String logger = words.size() == 1 ? LogLevels.OURS : words.getFirst();
        long seconds = time == null ? 0 : seconds(time);
        Workplace.done(Watching.ask(postern, new Request.SetLogLevel(logger, level, seconds)));
        if (watching.isForScripts()) {
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

    @Override
    public Object json(Answer answer) throws CommandException {
        return Map.of("changed", changed(answer));
    }

    @Override
    public void text(Answer answer) throws CommandException {
        List<Status.LogLevel> changed = changed(answer);
        if (changed.isEmpty()) {
            terminal.say("The bridge logs as it does when it starts.");
        }
        changed.forEach(each -> terminal.say(sentence(each)));
    }

    /** What was changed, with its end. */
    static String sentence(Status.LogLevel level) {
        return "The bridge logs %s at level %s, until %s."
                .formatted(
                        level.logger(),
                        level.level(),
                        level.until().isEmpty() ? "it is started again" : level.until());
    }

    private static List<Status.LogLevel> changed(Answer answer) throws CommandException {
        if (answer instanceof Answer.Report(Status status)) {
            return status.logLevels();
        }
        throw Watching.strange(answer);
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
