package dev.postern.app.command;

import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.config.Configuration;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.secret.Secret;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.concurrent.Callable;

/** Sets the password of a mailbox at its provider. */
@Command(
        name = "password",
        mixinStandardHelpOptions = true,
        description = {
            "Stores the password that the provider wants for a mailbox, in place of an earlier"
                    + " one.",
            "It counts from the next login on, without a restart.",
        })
final class AccountPasswordCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The account's name or address.")
    private String name = "";

    @Option(
            names = "--password-stdin",
            description = "Read the password from standard input, instead of asking for it.")
    private boolean standardInput;

    AccountPasswordCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Workplace workplace = postern.workplace();
        Configuration configuration = workplace.configuration();
        Account account = workplace.account(configuration, name);
        if (account.credential() instanceof Credential.Command) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "The account %s gets its credential from a command, at %s; there is no password to keep."
                            .formatted(
                                    account.name(), configuration.originOf(account).orElseThrow()));
        }
        if (account.credential() instanceof Credential.Oauth oauth
                && !(oauth.grant() instanceof Grant.Password)) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "The account %s signs in with OAuth, at %s; there is no password to keep. Sign in: postern account login %s"
                            .formatted(
                                    account.name(),
                                    configuration.originOf(account).orElseThrow(),
                                    account.name()));
        }
        Secret password =
                Passwords.read(
                        terminal,
                        Passwords.From.option(standardInput),
                        "Password of " + account.address());
        try (Operations operations = workplace.operations()) {
            Workplace.done(operations.carryOut(new Request.PutPassword(account.name(), password)))
                    .forEach(terminal::note);
        } finally {
            password.wipe();
        }
        terminal.say("The password of %s is stored.".formatted(account.name()));
        return ExitCode.OK.number();
    }
}
