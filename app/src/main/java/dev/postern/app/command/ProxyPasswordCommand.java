package dev.postern.app.command;

import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.core.account.ProxyServer;
import dev.postern.core.secret.Secret;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;
import java.util.concurrent.Callable;

/** Sets the password of a proxy. */
@Command(
        name = "password",
        mixinStandardHelpOptions = true,
        description = {
            "Stores the password that a proxy wants, in place of an earlier one.",
            "It counts from the next connection on, without a restart. The user stands in the"
                    + " configuration: proxy = \"socks5://USER@HOST:PORT\".",
        })
final class ProxyPasswordCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Parameters(
            paramLabel = "HOST:PORT",
            description = "The proxy as the configuration has it, without the user.")
    private String proxy = "";

    @Option(
            names = "--password-stdin",
            description = "Read the password from standard input, instead of asking for it.")
    private boolean standardInput;

    ProxyPasswordCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        String authority = authority();
        Secret password =
                Passwords.read(
                        terminal,
                        Passwords.From.option(standardInput),
                        "Password of the proxy " + authority);
        try (Operations operations = postern.workplace().operations()) {
            Workplace.done(operations.carryOut(new Request.PutProxyPassword(authority, password)))
                    .forEach(terminal::note);
        } finally {
            password.wipe();
        }
        terminal.say("The password of the proxy %s is stored.".formatted(authority));
        return ExitCode.OK.number();
    }

    private String authority() throws CommandException {
        ServerOption server = ServerOption.read("HOST:PORT", proxy);
        int port =
                server.port()
                        .orElseThrow(() ->
                                new CommandException(
                                        ExitCode.USAGE,
                                        "Expected host:port with the port of the proxy, found %s."
                                                .formatted(proxy)));
        return new ProxyServer(ProxyServer.Kind.HTTP, server.host(), port, Optional.empty())
                .authority();
    }
}
