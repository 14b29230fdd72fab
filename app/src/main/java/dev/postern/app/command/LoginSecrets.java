package dev.postern.app.command;

import dev.postern.app.operation.Answer;
import dev.postern.app.operation.MissingSecret;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.ProxyServer;
import dev.postern.core.secret.Secret;

import java.util.List;
import java.util.Optional;

/** Asks for the secrets without which nobody can sign in to an account. */
record LoginSecrets(Terminal terminal, Operations operations, Passwords.From clientSecretFrom) {

    /**
     * Has those stored that are missing, and the client secret where the person sends a new one.
     */
    void complete(Account account, Credential.Oauth oauth) throws CommandException {
        List<MissingSecret> missing = missing(account);
        if (clientSecretFrom == Passwords.From.STANDARD_INPUT
                || missing.contains(MissingSecret.CLIENT_SECRET)) {
            String id = oauth.client().id();
            store(
                    Passwords.read(
                            terminal,
                            clientSecretFrom,
                            "Client secret of %s at %s".formatted(id, oauth.server().name()),
                            "There is no terminal to ask for the client secret on. Send it to"
                                    + " standard input with --client-secret-stdin."),
                    secret -> new Request.PutClientSecret(id, secret));
        }
        if (missing.contains(MissingSecret.PASSWORD)) {
            store(
                    Passwords.read(
                            terminal,
                            Passwords.From.TERMINAL,
                            "Password of " + account.address(),
                            "There is no terminal to ask for the password on. Store it first: postern account password %s --password-stdin"
                                    .formatted(account.name())),
                    secret -> new Request.PutPassword(account.name(), secret));
        }
        Optional<ProxyServer> proxy = oauth.server().proxy();
        if (missing.contains(MissingSecret.PROXY_PASSWORD) && proxy.isPresent()) {
            String authority = proxy.get().authority();
            store(
                    Passwords.read(
                            terminal,
                            Passwords.From.TERMINAL,
                            "Password of the proxy " + authority,
                            "There is no terminal to ask for the password of the proxy %s on. Run the command on one."
                                    .formatted(authority)),
                    secret -> new Request.PutProxyPassword(authority, secret));
        }
    }

    private List<MissingSecret> missing(Account account) throws CommandException {
        Answer answer = operations.carryOut(new Request.LookForSecrets(account.name()));
        if (answer instanceof Answer.Missing(List<MissingSecret> secrets)) {
            return secrets;
        }
        Workplace.done(answer);
        throw new CommandException(ExitCode.STATE, "The running bridge gave another answer.");
    }

    private interface Storing {
        Request of(Secret secret);
    }

    private void store(Secret secret, Storing storing) throws CommandException {
        try {
            Workplace.done(operations.carryOut(storing.of(secret))).forEach(terminal::note);
        } finally {
            secret.wipe();
        }
    }
}
