package dev.postern.app.command;

import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.config.Configuration;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.secret.Secret;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.concurrent.Callable;

/** Has a person sign in to a mailbox, for the first time or again. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description = {
            "Signs in to a mailbox whose provider wants that (OAuth 2.0), for the first time or"
                + " when it asks again, and checks its servers. For one with a password, it asks"
                + " for a new password.",
            "  postern account login work            in the browser of this machine",
            "  postern account login work --paste    in a browser of another machine",
            "  postern account login work --device   with a short code, on any device",
            "  pass show client | postern account login work --client-secret-stdin",
            "The passwords of your mail programs stay as they are.",
        })
final class AccountLoginCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The account's name or address.")
    private String name = "";

    @Mixin private SignInOptions options = new SignInOptions();

    AccountLoginCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        options.wish();
        Workplace workplace = postern.workplace();
        Configuration configuration = workplace.configuration();
        Account account = workplace.account(configuration, name);
        return switch (account.credential()) {
            case Credential.Oauth oauth ->
                    new SignInRun(workplace, terminal, options).signIn(account, oauth).number();
            case Credential.VaultPassword ignored -> withPassword(workplace, account).number();
            case Credential.Command ignored ->
                    throw new CommandException(
                            ExitCode.REFUSED,
                            "The account %s gets its credential from a command, at %s; sign in with that program. Then try it: postern account check %s"
                                    .formatted(
                                            account.name(),
                                            configuration.originOf(account).orElseThrow(),
                                            account.name()));
        };
    }

    /** So that what an ALERT tells people to run is right for every account. */
    private ExitCode withPassword(Workplace workplace, Account account) throws CommandException {
        Secret password =
                Passwords.read(
                        terminal,
                        Passwords.From.TERMINAL,
                        "Password of " + account.address(),
                        "There is no terminal to ask for the password on. Send it to standard input: postern account password %s --password-stdin"
                                .formatted(account.name()));
        try (Operations operations = workplace.operations()) {
            Workplace.done(operations.carryOut(new Request.PutPassword(account.name(), password)))
                    .forEach(terminal::note);
            terminal.say("The password of %s is stored.".formatted(account.name()));
            return SignInRun.checked(account, operations, terminal);
        } finally {
            password.wipe();
        }
    }
}
