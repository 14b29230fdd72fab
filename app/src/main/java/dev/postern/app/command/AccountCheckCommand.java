package dev.postern.app.command;

import dev.postern.app.operation.AccountCheckup;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.config.Configuration;
import dev.postern.core.account.Account;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Logs in to the servers of mailboxes, and says what came of it. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Logs in to the servers of a mailbox, as Postern does and with a second, independent"
                    + " mail client,",
            "shows what they offer, and says what is wrong and what to do if a login fails.",
            "Without a name, all mailboxes are checked. Ends with 0 only if all is well.",
        })
final class AccountCheckCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The account's name or address.")
    private @Nullable String name;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    AccountCheckCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Workplace workplace = postern.workplace();
        Configuration configuration = workplace.configuration();
        List<Account> accounts =
                name == null
                        ? configuration.accounts().stream()
                                .filter(account -> !account.isCatchAll())
                                .toList()
                        : List.of(workplace.mailbox(configuration, name));
        if (accounts.isEmpty() && !json) {
            terminal.say("There are no accounts yet. Add one: postern account add ADDRESS");
        }
        List<AccountCheckup> checkups = new ArrayList<>();
        try (Operations operations = workplace.operations()) {
            for (Account account : accounts) {
                AccountCheckup checkup = check(nameOf(account, configuration), operations);
                checkups.add(checkup);
                if (!json) {
                    print(checkup, terminal);
                }
            }
        }
        if (json) {
            Printing.json(terminal, Map.of("accounts", checkups));
        }
        return (checkups.stream().allMatch(AccountCheckup::allWell)
                        ? ExitCode.OK
                        : ExitCode.REFUSED)
                .number();
    }

    /** One address of a catch-all account has no name of its own. */
    private static String nameOf(Account account, Configuration configuration) {
        return configuration
                        .directory()
                        .configured(account.name())
                        .filter(Account::isCatchAll)
                        .isPresent()
                ? account.address()
                : account.name();
    }

    static AccountCheckup check(String account, Operations operations) throws CommandException {
        Answer answer = operations.carryOut(new Request.CheckAccount(account));
        if (answer instanceof Answer.Checked(AccountCheckup checkup)) {
            return checkup;
        }
        Workplace.done(answer);
        throw new CommandException(ExitCode.STATE, "The running bridge gave another answer.");
    }

    static void print(AccountCheckup checkup, Terminal terminal) {
        terminal.headline("%s (%s)".formatted(checkup.account(), checkup.address()));
        for (AccountCheckup.Server server : checkup.servers()) {
            terminal.say(
                    "  %s  %s  %s".formatted(server.protocol(), server.server(), server.result()));
            if (!server.result().equals(AccountCheckup.OK)) {
                terminal.say("    What is wrong: " + server.cause());
                terminal.say("    What to do:    " + server.next());
                terminal.say("    Postern:       " + server.postern());
                terminal.say("    Jakarta Mail:  " + server.jakartaMail());
            }
            if (!server.offers().isEmpty()) {
                terminal.say("    It offers:     " + String.join(", ", server.offers()));
            }
        }
    }
}
