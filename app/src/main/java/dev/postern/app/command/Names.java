package dev.postern.app.command;

import dev.postern.app.operation.UnknownApp;
import dev.postern.config.Configuration;
import dev.postern.core.access.App;
import dev.postern.core.account.Account;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of accounts and apps as people type them. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private Names() {}

    /** In lower case, as all names are. */
    static String read(String typed) throws CommandException {
        String name = typed.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "Expected a name of 1 to 64 letters, digits, '.', '_' or '-', found \"%s\"."
                            .formatted(typed));
        }
        return name;
    }

    /** The app of this name. */
    static App app(String typed, Configuration configuration) throws CommandException {
        return configuration
                .directory()
                .app(typed)
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.REFUSED, UnknownApp.sentence(typed, configuration)));
    }

    /** A name for the account of {@code address}: what stands before the @, if that is free. */
    static String forAccount(String address, Configuration configuration) throws CommandException {
        String whole = cleaned(address.replace('@', '-'));
        String local = cleaned(address.substring(0, address.indexOf('@')));
        boolean free =
                configuration.accounts().stream().map(Account::name).noneMatch(local::equals);
        return read(free ? local : whole);
    }

    /**
     * The same where many are named at once.
     *
     * @param taken to which the name is added
     */
    static String forImported(String address, Set<String> taken) {
        String local = cleaned(address.substring(0, address.indexOf('@')));
        String whole = cleaned(address.replace('@', '-'));
        // Of a whole domain nothing stands before the @.
        String name = address.startsWith("@") || taken.contains(local) ? whole : local;
        taken.add(name);
        return name;
    }

    private static String cleaned(String text) {
        String name =
                text.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9._-]", "-")
                        .replaceFirst("^[^a-z0-9]+", "");
        return name.isEmpty() ? "account" : name.substring(0, Math.min(name.length(), 64));
    }
}
