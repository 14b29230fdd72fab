package dev.postern.app.command;

import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.core.audit.AuditFinding;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** Says whether the audit log is as it was written. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Says whether a line of the audit log was changed, added, removed or moved, or its end"
                    + " cut off, and where.",
            "It cannot tell if somebody has put back an old copy of the whole log while no bridge"
                    + " ran: for that, keep the seal that it prints elsewhere.",
        })
final class AuditVerifyCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    AuditVerifyCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        AuditFinding finding;
        try (Operations operations = postern.workplace().operations()) {
            Answer answer = operations.carryOut(new Request.VerifyAudit());
            if (!(answer instanceof Answer.Verified(AuditFinding found))) {
                Workplace.done(answer);
                throw new CommandException(
                        ExitCode.STATE, "The running bridge gave another answer.");
            }
            finding = found;
        }
        if (json) {
            Printing.json(terminal, finding);
        } else {
            print(finding);
        }
        return (finding.isWhole() ? ExitCode.OK : ExitCode.FOUND).number();
    }

    private void print(AuditFinding finding) {
        if (finding.lines() == 0 && finding.isWhole()) {
            terminal.say("There is no audit log yet.");
            return;
        }
        terminal.say(
                "%d lines in %d files, from %s to %s."
                        .formatted(finding.lines(), finding.files(), finding.from(), finding.to()));
        finding.notes().forEach(terminal::say);
        finding.faults()
                .forEach(fault ->
                        terminal.say(
                                fault.line() == 0
                                        ? "%s: %s".formatted(fault.file(), fault.what())
                                        : "%s, line %d: %s"
                                                .formatted(
                                                        fault.file(), fault.line(), fault.what())));
        terminal.say(
                finding.isWhole()
                        ? "The audit log is whole. Its last line has the seal " + finding.seal()
                        : "The audit log is not as it was written.");
    }
}
