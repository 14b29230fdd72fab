package dev.postern.app.command;

import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.config.Configuration;
import dev.postern.core.access.App;
import dev.postern.core.access.SecretForm;
import dev.postern.core.account.Account;
import dev.postern.core.secret.Secret;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Adds an app: a file in {@code apps.d}, and a password that is shown once. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a password for one mail program, script or printer, and says what to type into"
                    + " it.",
            "The password is shown once and kept nowhere; a lost one is replaced by a new one.",
            "",
            "Receiving and sending get a password each: NAME-imap and NAME-smtp, so that what leaks"
                    + " in",
            "one place opens one door. One password for both: --protocols imap,smtp",
            "",
            "A program needs less than you do: --kind gives it the limits that suit such a one, and"
                    + " each limit",
            "has an option of its own, which counts before the kind's.",
        })
final class AppAddCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "A name that tells the program: thunderbird.")
    private String name = "";

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            description = "The mailbox that it may use; needed if there are several.")
    private @Nullable String accountName;

    @Option(
            names = "--protocols",
            split = ",",
            paramLabel = "PROTOCOL",
            description = "imap, smtp, or both with one password: imap,smtp")
    private List<String> protocols = List.of();

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    @Option(names = "--kind", paramLabel = "KIND", description = "What it is; see below.")
    private String kind = AppKind.MAIL_CLIENT.word();

    @ArgGroup private FormOptions form = new FormOptions();

    @Mixin private ChosenOption chosen = new ChosenOption();

    @Mixin private LimitOptions limits = new LimitOptions();

    AppAddCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    /** With the kinds explained in its help. */
    static CommandLine line(Postern postern, Terminal terminal) {
        CommandLine line = new CommandLine(new AppAddCommand(postern, terminal));
        Map<String, String> kinds = new LinkedHashMap<>();
        for (AppKind kind : AppKind.values()) {
            kinds.put(kind.word(), kind.sentence());
        }
        // The one list in a help text that may come from a map.
        line.getCommandSpec().usageMessage().exitCodeListHeading("%nKinds:%n").exitCodeList(kinds);
        return line;
    }

    /** As {@code app add NAME --account ACCOUNT} does. */
    static void add(String name, Account account, Postern postern, Terminal terminal)
            throws CommandException {
        AppAddCommand command = new AppAddCommand(postern, terminal);
        command.name = name;
        command.accountName = account.name();
        command.call();
    }

    @Override
    public Integer call() throws CommandException {
        if (chosen.isGiven() && form.chosen() != SecretForm.USUAL) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--compact and --decoy are for passwords that Postern makes; leave"
                            + " --password-stdin away.");
        }
        Workplace workplace = postern.workplace();
        Configuration before = workplace.configuration();
        List<App> apps = planned(account(workplace, before));
        for (App app : apps) {
            if (before.directory().app(app.name()).isPresent()) {
                throw new CommandException(
                        ExitCode.REFUSED,
                        "There is an app %s already. A new password for it, in place of the old one: postern app password %s"
                                .formatted(app.name(), app.name()));
            }
        }
        Optional<Secret> password = chosen.read(terminal);
        NewPassword.print(add(workplace, apps, password), terminal, Printing.Form.option(json));
        if (!json && password.isEmpty()) {
            terminal.say("Nobody can show a password again; copy it now.");
        }
        password.ifPresent(Secret::wipe);
        if (postern.isForOneUser() && apps.stream().anyMatch(app -> app.policy().hasLimits())) {
            terminal.note(
                    "Limits bind what cannot read Postern's vault, and programs that run as you"
                        + " can. Where that matters, run Postern as a service with a user of its"
                        + " own (docs/apps.md).");
        }
        return ExitCode.OK.number();
    }

    private Account account(Workplace workplace, Configuration configuration)
            throws CommandException {
        if (accountName != null) {
            return workplace.account(configuration, accountName);
        }
        List<Account> accounts = configuration.accounts();
        if (accounts.isEmpty()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "There is no account yet that an app could use. Add one: postern account add"
                            + " ADDRESS");
        }
        if (accounts.size() > 1) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "There are several accounts, so say which one it is for: --account "
                            + String.join("|", accounts.stream().map(Account::name).toList()));
        }
        return accounts.getFirst();
    }

    private List<App> planned(Account account) throws CommandException {
        PlannedApps planned =
                new PlannedApps(
                        name, account, AppKind.of(kind), limits.settings(Workplace.today()));
        return protocols.isEmpty()
                ? planned.speakingTheUsual(
                        chosen.isGiven()
                                ? PlannedApps.Passwords.ONE
                                : PlannedApps.Passwords.ONE_FOR_EACH_PROTOCOL)
                : planned.speaking(protocols);
    }

    private Request request(App app, Optional<Secret> typed) {
        return typed.<Request>map(password -> new Request.ChooseSecret(app.name(), password))
                .orElseGet(() -> new Request.IssueSecret(app.name(), form.chosen()));
    }

    /** All of them, or none. */
    private List<NewPassword> add(Workplace workplace, List<App> apps, Optional<Secret> typed)
            throws CommandException {
        List<NewPassword> passwords = new ArrayList<>();
        Deque<Path> files = new ArrayDeque<>();
        try (Operations operations = workplace.operations()) {
            try {
                for (App app : apps) {
                    files.push(workplace.change(dropIns -> dropIns.add(app, Workplace.today())));
                    passwords.add(
                            NewPassword.of(
                                    app,
                                    request(app, typed),
                                    workplace,
                                    workplace.configuration(),
                                    operations,
                                    terminal));
                }
            } catch (CommandException failed) {
                passwords.forEach(
                        done -> operations.carryOut(new Request.Revoke(done.app().name())));
                files.forEach(file -> workplace.takeBack(file, operations));
                throw failed;
            }
        }
        return passwords;
    }
}
