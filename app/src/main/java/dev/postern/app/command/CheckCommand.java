package dev.postern.app.command;

import dev.postern.app.operation.AppLine;
import dev.postern.config.Configuration;
import dev.postern.config.ConfigurationLoader;
import dev.postern.config.Loaded;
import dev.postern.config.Problem;

import io.netty.util.NetUtil;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Says what is wrong with the configuration. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Checks the configuration and lists everything that is wrong, by file and line.")
final class CheckCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    CheckCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    /** One fault, for scripts; line 0 means the file as a whole. */
    private record Fault(
            String file, int line, String key, String expected, String found, String remedy) {}

    @Override
    public Integer call() throws CommandException {
        Workplace workplace = postern.workplace();
        return switch (new ConfigurationLoader(workplace.locations().files()).load()) {
            case Loaded.Broken broken -> broken(broken.problems());
            case Configuration configuration -> fine(workplace, configuration);
        };
    }

    private int broken(List<Problem> problems) {
        if (json) {
            Printing.json(
                    terminal,
                    Map.of("problems", problems.stream().map(CheckCommand::fault).toList()));
        } else {
            problems.forEach(problem -> terminal.say(problem.sentence()));
            terminal.say(
                    problems.size() == 1
                            ? "1 problem."
                            : "%d problems.".formatted(problems.size()));
        }
        return ExitCode.CONFIGURATION.number();
    }

    private static Fault fault(Problem problem) {
        return new Fault(
                problem.file().toString(),
                problem.line().orElse(0),
                problem.key(),
                problem.expected(),
                problem.found(),
                problem.remedy());
    }

    private int fine(Workplace workplace, Configuration configuration) throws CommandException {
        List<String> hints =
                AppHints.of(
                        configuration,
                        AppLine.of(configuration, workplace.verifiers(), Instant.now()));
        if (json) {
            Printing.json(
                    terminal,
                    Map.of(
                            "problems",
                            List.of(),
                            "notes",
                            hints,
                            "listeners",
                            ListenerAddresses.of(configuration).stream()
                                    .map(NetUtil::toSocketAddressString)
                                    .toList()));
            return ExitCode.OK.number();
        }
        terminal.say(
                "The configuration in %s is fine: %d listeners, %d accounts, %d apps."
                        .formatted(
                                workplace.locations().configuration(),
                                configuration.listeners().size(),
                                configuration.accounts().size(),
                                configuration.apps().size()));
        hints.forEach(terminal::say);
        return ExitCode.OK.number();
    }
}
