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
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;

import java.util.Optional;

/** One sign-in, from the secrets that are missing to the look at the servers. */
record SignInRun(Workplace workplace, Terminal terminal, SignInOptions options) {

    /** What the look at the servers came to. */
    ExitCode signIn(Account account, Credential.Oauth oauth) throws CommandException {
        LoginWay way = LoginWay.of(account, oauth, options.wish());
        try (Operations operations = workplace.operationsOneByOne()) {
            new LoginSecrets(terminal, operations, options.clientSecretFrom())
                    .complete(account, oauth);
            SignIn signIn = new SignIn(account, oauth, new AtTerminal(terminal), operations);
            Workplace.done(answer(way, signIn)).forEach(terminal::note);
            terminal.say(
                    "Signed in to %s. Now logging in to its servers…".formatted(account.name()));
            return checked(account, operations, terminal);
        }
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
        if (!options.opensBrowser()) {
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

    /** Logs in to the servers, and says what comes of it. */
    static ExitCode checked(Account account, Operations operations, Terminal terminal)
            throws CommandException {
        AccountCheckup checkup = AccountCheckCommand.check(account.name(), operations);
        AccountCheckCommand.print(checkup, terminal);
        if (!checkup.allWell()) {
            terminal.note(
                    "You are signed in, but a server did not let Postern in. Once more: postern account check %s"
                            .formatted(account.name()));
            return ExitCode.REFUSED;
        }
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
