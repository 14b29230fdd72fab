package dev.postern.app.command;

import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.config.Configuration;
import dev.postern.core.access.App;
import dev.postern.core.account.Account;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Removes a mailbox and its password. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description =
                "Removes a mailbox and forgets its password. Its apps must be revoked before.")
final class AccountRemoveCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The account's name or address.")
    private String name = "";

    AccountRemoveCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Workplace workplace = postern.workplace();
        Configuration configuration = workplace.configuration();
        Account account = workplace.account(configuration, name);
        List<String> apps =
                configuration.apps().stream()
                        .filter(app -> app.account().equalsIgnoreCase(account.name()))
                        .map(App::name)
                        .toList();
        if (!apps.isEmpty()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "These apps use the account %s: %s. Revoke them first: postern app revoke %s"
                            .formatted(
                                    account.name(),
                                    String.join(", ", apps),
                                    String.join(" ", apps)));
        }
        try (Operations operations = workplace.operations()) {
            Path file = workplace.change(dropIns -> dropIns.remove(account, configuration));
            Workplace.done(operations.carryOut(new Request.RemovePassword(account.name())))
                    .forEach(terminal::note);
            terminal.say("Removed the account %s (%s).".formatted(account.name(), file));
        }
        return ExitCode.OK.number();
    }
}
