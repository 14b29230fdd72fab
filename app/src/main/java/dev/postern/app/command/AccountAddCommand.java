package dev.postern.app.command;

import dev.postern.app.discovery.ServerSearch;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.config.Configuration;
import dev.postern.config.ProviderPreset;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Adds a mailbox: a file in {@code accounts.d}, and its password in the vault. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = {
            "Adds a mailbox. The address is enough where the provider is well known, or where its"
                    + " domain says in the DNS where the servers are; otherwise name them:",
            "  postern account add jo@example.org --imap-host imap.example.org --smtp-host"
                    + " smtp.example.org",
            "The password is asked for, and kept encrypted; or a program of yours prints it"
                    + " (--command).",
        })
final class AccountAddCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;
    private final ServerSearch search;

    @Parameters(paramLabel = "ADDRESS", description = "The mail address.")
    private String address = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "A short name for commands; otherwise what stands before the @.")
    private @Nullable String name;

    @Mixin private ServerOptions servers = new ServerOptions();
    @Mixin private CredentialOptions credentials = new CredentialOptions();
    @Mixin private OauthOptions oauth = new OauthOptions();
    @Mixin private SignInOptions signIn = new SignInOptions();

    AccountAddCommand(Postern postern, Terminal terminal, ServerSearch search) {
        this.postern = postern;
        this.terminal = terminal;
        this.search = search;
    }

    @Override
    public Integer call() throws CommandException {
        if (!address.matches("[^@\\s]+@[^@\\s]+")) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "Expected a mail address like jo@example.org, found \"%s\"."
                            .formatted(address));
        }
        Workplace workplace = postern.workplace();
        Configuration configuration = workplace.configuration();
        String accountName =
                name == null ? Names.forAccount(address, configuration) : Names.read(name);
        for (String user : List.of(accountName, address)) {
            if (configuration.directory().configured(user).isPresent()) {
                throw new CommandException(
                        ExitCode.REFUSED,
                        "There is an account %s already. A new password for it: postern account password %s"
                                .formatted(
                                        user,
                                        configuration.directory().configured(user).get().name()));
            }
        }
        ServerOptions.Chosen chosen =
                servers.chosen(address, configuration.presets(), terminal, search);
        return oauth.wanted(chosen.preset(), credentials)
                ? withSignIn(workplace, configuration, accountName, chosen).number()
                : withCredential(workplace, accountName, chosen).number();
    }

    private ExitCode withCredential(
            Workplace workplace, String accountName, ServerOptions.Chosen chosen)
            throws CommandException {
        Credential credential = credentials.credential();
        if (chosen.preset().isPresent()) {
            ServerOptions.refuseWhatIsNotTaken(chosen.preset().get(), credential);
        }
        Account account = account(accountName, chosen, credential);
        add(workplace, account, chosen);
        added(account);
        terminal.say("Next, a password for a mail program: postern app add NAME");
        return ExitCode.OK;
    }

    private ExitCode withSignIn(
            Workplace workplace,
            Configuration configuration,
            String accountName,
            ServerOptions.Chosen chosen)
            throws CommandException {
        ProviderPreset preset =
                chosen.preset()
                        .orElseThrow(() ->
                                new CommandException(
                                        ExitCode.USAGE,
                                        "--oauth needs a provider that Postern knows. For another,"
                                            + " write the account into a file (example.toml"
                                            + " explains the keys), and then: postern account login"
                                            + " NAME"));
        OauthOptions.Registered registered =
                oauth.registered(preset, configuration, signIn.bringsClientSecret(), terminal);
        Credential.Oauth credential =
                oauth.credential(preset, registered.registration(), signIn.wish());
        Account account = account(accountName, chosen, credential);
        try (Operations operations = workplace.operations()) {
            if (registered.age() == OauthOptions.Registered.Age.NEW) {
                workplace.change(
                        dropIns -> dropIns.add(registered.registration(), Workplace.today()));
            }
            workplace.change(dropIns -> dropIns.add(account, Workplace.today()));
            Workplace.done(operations.carryOut(new Request.Reload())).forEach(terminal::note);
        }
        added(account);
        ExitCode code = signedIn(workplace, account);
        if (code == ExitCode.OK) {
            offerAppPassword(account);
        }
        return code;
    }

    /** As the files have it now, which is what the bridge has too. */
    private ExitCode signedIn(Workplace workplace, Account added) throws CommandException {
        Account account = workplace.account(workplace.configuration(), added.name());
        if (!(account.credential() instanceof Credential.Oauth credential)) {
            throw new CommandException(
                    ExitCode.CONFIGURATION,
                    "The account %s was changed meanwhile; to sign in: postern account login %s"
                            .formatted(added.name(), added.name()));
        }
        try {
            return new SignInRun(workplace, terminal, signIn).signIn(account, credential);
        } catch (CommandException failed) {
            terminal.note(
                    "The account stays in the configuration. To go on with it: postern account login %s"
                            .formatted(account.name()));
            throw failed;
        }
    }

    private void offerAppPassword(Account account) throws CommandException {
        Optional<String> program =
                terminal.hasPerson()
                        ? terminal.askLine(
                                        "A password for a mail program now? Its name, or Enter for"
                                                + " later")
                                .map(String::strip)
                                .filter(name -> !name.isEmpty())
                        : Optional.empty();
        if (program.isPresent()) {
            AppAddCommand.add(program.get(), account, postern, terminal);
        } else {
            terminal.say(
                    "Next, a password for a mail program: postern app add NAME --account %s"
                            .formatted(account.name()));
        }
    }

    private Account account(
            String accountName, ServerOptions.Chosen chosen, Credential credential) {
        return new Account(
                accountName,
                address,
                Set.of(),
                chosen.upstreams(),
                credential,
                chosen.preset().map(ProviderPreset::name));
    }

    private void added(Account account) {
        terminal.say("Added the account %s (%s).".formatted(account.name(), address));
        for (Protocol protocol : Protocol.values()) {
            account.upstream(protocol)
                    .ifPresent(upstream ->
                            terminal.say(
                                    "  %s  %s".formatted(protocol.word(), upstream.authority())));
        }
    }

    private void add(Workplace workplace, Account account, ServerOptions.Chosen chosen)
            throws CommandException {
        Request request =
                switch (account.credential()) {
                    case Credential.Command ignored -> new Request.Reload();
                    case Credential.Oauth ignored -> new Request.Reload();
                    case Credential.VaultPassword ignored ->
                            new Request.PutPassword(account.name(), password(chosen));
                };
        try (Operations operations = workplace.operations()) {
            Path file = workplace.change(dropIns -> dropIns.add(account, Workplace.today()));
            try {
                Workplace.done(operations.carryOut(request)).forEach(terminal::note);
            } catch (CommandException failed) {
                workplace.takeBack(file, operations);
                throw failed;
            }
        } finally {
            if (request instanceof Request.PutPassword(String ignored, Secret password)) {
                password.wipe();
            }
        }
    }

    private Secret password(ServerOptions.Chosen chosen) throws CommandException {
        chosen.preset().map(ProviderPreset::remark).ifPresent(terminal::note);
        return Passwords.read(terminal, credentials.from(), "Password of " + address);
    }
}
