package dev.postern.app.command;

import picocli.CommandLine.Option;

/** The options that say how a person signs in. */
final class SignInOptions {

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

    LoginWay.Wish wish() throws CommandException {
        return LoginWay.Wish.option(paste, device);
    }

    boolean opensBrowser() {
        return !noBrowser;
    }

    boolean bringsClientSecret() {
        return clientSecret;
    }

    Passwords.From clientSecretFrom() {
        return Passwords.From.option(clientSecret);
    }
}
