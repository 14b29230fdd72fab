package dev.postern.app.command;

import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.config.Configuration;
import dev.postern.core.access.App;
import dev.postern.core.access.AppPolicy;
import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

    @Option(
            names = "--password-stdin",
            description =
                    "Take a password that you chose from standard input, for programs that can't"
                            + " have another.")
    private boolean standardInput;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    AppAddCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
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
        Optional<Secret> chosen =
                standardInput
                        ? Optional.of(Passwords.read(terminal, Passwords.From.STANDARD_INPUT, ""))
                        : Optional.empty();
        NewPassword.print(add(workplace, apps, chosen), terminal, Printing.Form.option(json));
        if (!json && chosen.isEmpty()) {
            terminal.say("Nobody can show a password again; copy it now.");
        }
        chosen.ifPresent(Secret::wipe);
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
        Set<Protocol> served = account.upstreams().keySet();
        if (!protocols.isEmpty()) {
            EnumSet<Protocol> asked = EnumSet.noneOf(Protocol.class);
            for (String word : protocols) {
                asked.add(protocol(word, account));
            }
            return List.of(app(Names.read(name), account, asked));
        }
        if (served.size() == 1 || standardInput) {
            return List.of(app(Names.read(name), account, served));
        }
        List<App> apps = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            apps.add(app(Names.read(name + "-" + protocol.word()), account, Set.of(protocol)));
        }
        return apps;
    }

    private static Protocol protocol(String word, Account account) throws CommandException {
        for (Protocol protocol : Protocol.values()) {
            if (protocol.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
                if (account.upstream(protocol).isEmpty()) {
                    throw new CommandException(
                            ExitCode.REFUSED,
                            "The account %s has no %s server, so no app can use that."
                                    .formatted(account.name(), protocol.word()));
                }
                return protocol;
            }
        }
        throw new CommandException(
                ExitCode.USAGE, "--protocols: expected imap or smtp, found %s.".formatted(word));
    }

    private static App app(String name, Account account, Set<Protocol> protocols) {
        return new App(name, account.name(), new AppPolicy(protocols));
    }

    /** All of them, or none. */
    private List<NewPassword> add(Workplace workplace, List<App> apps, Optional<Secret> chosen)
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
                                    chosen,
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
