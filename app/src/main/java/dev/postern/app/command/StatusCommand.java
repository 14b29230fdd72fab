package dev.postern.app.command;

import dev.postern.app.control.ControlClient;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Request;
import dev.postern.app.operation.Status;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Says what the running bridge is doing. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says whether the bridge runs, and what it is doing.")
final class StatusCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    StatusCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Optional<ControlClient> bridge = postern.workplace().bridge();
        if (bridge.isEmpty()) {
            throw new CommandException(
                    ExitCode.STATE, "No bridge is running. Start it: postern serve");
        }
        Answer answer = bridge.get().carryOut(new Request.Inquire());
        if (!(answer instanceof Answer.Report(Status status))) {
            Workplace.done(answer);
            throw new CommandException(ExitCode.STATE, "The running bridge gave another answer.");
        }
        if (json) {
            Printing.json(terminal, status);
        } else {
            print(status);
        }
        return ExitCode.OK.number();
    }

    private void print(Status status) {
        terminal.headline(
                "Postern %s runs since %s (pid %d), with %d open connections."
                        .formatted(
                                status.version(), status.since(), status.pid(), status.sessions()));
        status.listeners()
                .forEach(listener ->
                        terminal.say(
                                "  %s  %s  %s  %s"
                                        .formatted(
                                                listener.protocol(),
                                                listener.address(),
                                                listener.security(),
                                                listener.auth())));
        if (!status.accounts().isEmpty()) {
            terminal.say("");
            print(status.accounts());
        }
        if (!status.apps().isEmpty()) {
            terminal.say("");
            AppListCommand.print(status.apps(), terminal);
        }
        status.accounts().stream()
                .filter(account -> account.credential().equals("missing"))
                .forEach(account ->
                        terminal.say(
                                "The account %s has no password yet. Store it: postern account password %s"
                                        .formatted(account.name(), account.name())));
    }

    private void print(List<Status.AccountLine> accounts) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ACCOUNT", "ADDRESS", "PROTOCOLS", "CREDENTIAL"));
        accounts.forEach(account ->
                rows.add(
                        List.of(
                                account.name(),
                                account.address(),
                                String.join(",", account.protocols()),
                                ConsentLines.credential(account))));
        Printing.table(
                terminal,
                rows,
                row -> {
                    Status.Consent consent = accounts.get(row).consent();
                    return consent == null ? List.of() : ConsentLines.below(consent);
                });
    }
}
