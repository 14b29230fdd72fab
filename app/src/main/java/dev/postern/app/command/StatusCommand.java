package dev.postern.app.command;

import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Counted;
import dev.postern.app.operation.Request;
import dev.postern.app.operation.Status;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Says what the running bridge is doing. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says whether the bridge runs, and what it is doing.")
final class StatusCommand implements Callable<Integer>, Watching.Show {
    private final Postern postern;
    private final Terminal terminal;

    /** The others are in the JSON, and in the log. */
    private static final int SHOWN_WARNINGS = 5;

    @Mixin private Watching watching = new Watching();

    StatusCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        return watching.run(postern, terminal, new Request.Inquire(), this);
    }

    @Override
    public Object json(Answer answer) throws CommandException {
        if (answer instanceof Answer.Report(Status status)) {
            return status;
        }
        throw Watching.strange(answer);
    }

    @Override
    public void text(Answer answer) throws CommandException {
        if (answer instanceof Answer.Report(Status status)) {
            print(status);
        } else {
            throw Watching.strange(answer);
        }
    }

    private void print(Status status) {
        terminal.headline(
                "Postern %s runs since %s (pid %d), with %s."
                        .formatted(
                                status.version(),
                                status.since(),
                                status.pid(),
                                Counted.of(status.sessions(), "open connection")));
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
        whatIsMissing(status)
                .ifPresent(sentence -> {
                    terminal.say("");
                    terminal.say(sentence);
                });
        status.accounts().stream()
                .filter(account -> account.credential().equals("missing"))
                .forEach(account ->
                        terminal.say(
                                "The account %s has no password yet. Store it: postern account password %s"
                                        .formatted(account.name(), account.name())));
        if (!status.logLevels().isEmpty()) {
            terminal.say("");
            status.logLevels().forEach(level -> terminal.say(LogLevelCommand.sentence(level)));
        }
        if (!status.warnings().isEmpty()) {
            terminal.say("");
            terminal.headline("LATEST WARNINGS");
            status.warnings().stream()
                    .skip(Math.max(0, status.warnings().size() - SHOWN_WARNINGS))
                    .forEach(warning -> terminal.say(warning.time() + "  " + warning.text()));
        }
    }

    /** Before anybody can log in at all. */
    private static Optional<String> whatIsMissing(Status status) {
        if (status.accounts().isEmpty()) {
            return Optional.of("There is no account yet. Add one: postern account add ADDRESS");
        }
        return status.apps().isEmpty()
                ? Optional.of(
                        "No mail program can log in yet. Make it an app password: postern app add"
                                + " NAME")
                : Optional.empty();
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
                                AccountLines.credential(account))));
        Printing.table(terminal, rows, row -> AccountLines.below(accounts.get(row)));
    }
}
