package dev.postern.app.command;

import dev.postern.app.operation.AccountCheckup;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Operations;
import dev.postern.app.signin.Browser;
import dev.postern.app.signin.BrowserSignIn;
import dev.postern.app.signin.DeviceSignIn;
import dev.postern.app.signin.PastedSignIn;
import dev.postern.app.signin.Person;
import dev.postern.app.signin.SignIn;
import dev.postern.app.signin.SystemBrowser;
import dev.postern.app.signin.UnattendedSignIn;
import dev.postern.config.Configuration;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;
import java.util.concurrent.Callable;

/** Has a person sign in to a mailbox, for the first time or again. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description = {
            "Signs in to a mailbox whose provider wants that (OAuth 2.0), for the first time or"
                    + " when it asks again, and checks its servers.",
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

    @Option(
            names = "--paste",
            description = "Use a browser anywhere, and paste the address that it ends at.")
    private boolean paste;

    @Option(names = "--device", description = "Type a short code into a page, on any device.")
    private boolean device;

    @Option(
            names = "--no-browser",
            description = "Print the address only; you open it in a browser of this machine.")
    private boolean noBrowser;

    @Option(
            names = "--client-secret-stdin",
            description = "Read a new client secret from standard input, instead of asking for it.")
    private boolean clientSecret;

    AccountLoginCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        LoginWay.Wish wish = LoginWay.Wish.option(paste, device);
        Workplace workplace = postern.workplace();
        Configuration configuration = workplace.configuration();
        Account account = workplace.account(configuration, name);
        Credential.Oauth oauth = oauth(account, configuration);
        LoginWay way = LoginWay.of(account, oauth, wish);
        try (Operations operations = workplace.operationsOneByOne()) {
            new LoginSecrets(terminal, operations, Passwords.From.option(clientSecret))
                    .complete(account, oauth);
            SignIn signIn = new SignIn(account, oauth, new AtTerminal(terminal), operations);
            Workplace.done(answer(way, signIn)).forEach(terminal::note);
            terminal.say(
                    "Signed in to %s. Now logging in to its servers…".formatted(account.name()));
            return checked(account, operations).number();
        }
    }

    private static Credential.Oauth oauth(Account account, Configuration configuration)
            throws CommandException {
        return switch (account.credential()) {
            case Credential.Oauth oauth -> oauth;
            case Credential.VaultPassword ignored ->
                    throw new CommandException(
                            ExitCode.REFUSED,
                            "The account %s has a password and no sign-in. A new password for it: postern account password %s"
                                    .formatted(account.name(), account.name()));
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

    private Answer answer(LoginWay way, SignIn signIn) {
        return switch (way) {
            case BROWSER -> inBrowser(signIn);
            case PASTE -> new PastedSignIn(signIn).run();
            case DEVICE -> new DeviceSignIn(signIn).run();
            case UNATTENDED -> new UnattendedSignIn(signIn).run();
        };
    }

    private Answer inBrowser(SignIn signIn) {
        if (noBrowser) {
            return new BrowserSignIn(signIn, Browser.none()).run();
        }
        SystemBrowser browser = SystemBrowser.here();
        if (!browser.hasDesktop() && terminal.hasPerson()) {
            terminal.say(
                    "This machine has no desktop, so a browser elsewhere is needed. (With one here:"
                            + " --no-browser)");
            return new PastedSignIn(signIn).run();
        }
        return new BrowserSignIn(signIn, browser).run();
    }

    private ExitCode checked(Account account, Operations operations) throws CommandException {
        AccountCheckup checkup = AccountCheckCommand.check(account.name(), operations);
        AccountCheckCommand.print(checkup, terminal);
        if (!checkup.allWell()) {
            terminal.note(
                    "You are signed in, but a server did not let Postern in. Once more: postern account check %s"
                            .formatted(account.name()));
            return ExitCode.REFUSED;
        }
        terminal.say(
                "Mail programs go on with the passwords that they have. A password for one more:"
                        + " postern app add NAME");
        return ExitCode.OK;
    }

    private record AtTerminal(Terminal terminal) implements Person {
        @Override
        public void say(String line) {
            terminal.say(line);
        }

        @Override
        public void stress(String line) {
            terminal.headline(line);
        }

        @Override
        public Optional<String> answer(String question) {
            return terminal.askLine(question);
        }
    }
}
