package dev.postern.app.command;

import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.app.operation.VaultReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** Says what the vault is like. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Says where the vault and its key are, and how many secrets of each kind it has.")
final class VaultStatusCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    VaultStatusCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        VaultReport report;
        try (Operations operations = postern.workplace().operations()) {
            report = report(operations);
        }
        if (json) {
            Printing.json(terminal, report);
        } else {
            terminal.say("Vault    %s (%d octets)".formatted(report.file(), report.octets()));
            terminal.say("Key      %s: %s".formatted(report.key(), report.place()));
            terminal.say("Changed  " + report.changed());
            report.entries()
                    .forEach((kind, count) -> terminal.say("  %d  %s".formatted(count, kind)));
        }
        return ExitCode.OK.number();
    }

    static VaultReport report(Operations operations) throws CommandException {
        Answer answer = operations.carryOut(new Request.InspectVault());
        if (answer instanceof Answer.Inspected(VaultReport report)) {
            return report;
        }
        Workplace.done(answer);
        throw new CommandException(ExitCode.STATE, "The running bridge gave another answer.");
    }
}
