package dev.postern.app.command;

import dev.postern.core.account.Account;
import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;

/** How a person signs in. */
enum LoginWay {
    BROWSER,
    PASTE,
    DEVICE,
    /** Without a person. */
    UNATTENDED;

    /** What the command line asks for. */
    enum Wish {
        NONE,
        PASTE,
        DEVICE;

        static Wish option(boolean paste, boolean device) throws CommandException {
            if (paste && device) {
                throw new CommandException(
                        ExitCode.USAGE, "Expected --paste or --device, found both: take one away.");
            }
            if (paste) {
                return PASTE;
            }
            return device ? DEVICE : NONE;
        }
    }

    static LoginWay of(Account account, Credential.Oauth oauth, Wish wish) throws CommandException {
        if (!oauth.grant().needsPerson()) {
            if (wish != Wish.NONE) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "The account %s needs no person to sign in: take --paste or --device away."
                                .formatted(account.name()));
            }
            return UNATTENDED;
        }
        LoginWay way =
                switch (wish) {
                    case PASTE -> PASTE;
                    case DEVICE -> DEVICE;
                    case NONE -> oauth.grant() instanceof Grant.DeviceCode ? DEVICE : BROWSER;
                };
        AuthorizationServer server = oauth.server();
        if (way == DEVICE && server.deviceAuthorization().isEmpty()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "Expected an address for device codes (device_url) of %s, found none. Sign in without --device; on a machine without a browser, with --paste."
                            .formatted(server.name()));
        }
        if (way != DEVICE && server.authorization().isEmpty()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "Expected an address for the browser (authorize_url) of %s, found none. Add it to the account's credential, or sign in with --device."
                            .formatted(server.name()));
        }
        return way;
    }
}
