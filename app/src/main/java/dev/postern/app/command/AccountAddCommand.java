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
        Credential credential = credentials.credential();
        ServerOptions.Chosen chosen =
                servers.chosen(address, credential, configuration.presets(), terminal, search);
        Account account =
                new Account(
                        accountName,
                        address,
                        Set.of(),
                        chosen.upstreams(),
                        credential,
                        chosen.preset().map(ProviderPreset::name));
        add(workplace, account, chosen);
        terminal.say("Added the account %s (%s).".formatted(accountName, address));
        for (Protocol protocol : Protocol.values()) {
            account.upstream(protocol)
                    .ifPresent(upstream ->
                            terminal.say(
                                    "  %s  %s".formatted(protocol.word(), upstream.authority())));
        }
        terminal.say("Next, a password for a mail program: postern app add NAME");
        return ExitCode.OK.number();
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
