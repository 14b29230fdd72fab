package dev.postern.config;

import dev.postern.core.access.App;
import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.Network;
import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What must hold of the app of a listener that asks for no password: it must say from where, as
 * whom and to whom mail is taken, since nothing else stands between the network and the account.
 */
final class DeviceRules {

    private static final List<Network> EVERYBODY =
            Stream.of("0.0.0.0/0", "::/0").flatMap(it -> Network.parse(it).stream()).toList();

    private final Problems problems;
    private final Collection<Account> accounts;
    private final Collection<App> apps;
    private final Map<String, Origin> appOrigins;

    /**
     * @param accounts all of which apps may name one
     */
    DeviceRules(
            Problems problems,
            Collection<Account> accounts,
            Collection<App> apps,
            Map<String, Origin> appOrigins) {
        this.problems = problems;
        this.accounts = accounts;
        this.apps = apps;
        this.appOrigins = appOrigins;
    }

    /**
     * @param listener whose {@code app} is {@code name}
     */
    void check(Table listener, String name) {
        Optional<App> app = apps.stream().filter(it -> it.name().equals(name)).findFirst();
        app.ifPresentOrElse(
                it -> check(it, listener.origin()),
                () ->
                        listener.refuse(
                                "app",
                                "the name of an app",
                                Values.quoted(name),
                                Spelling.closest(name, appOrigins.keySet())
                                        .map(other -> "Did you mean \"" + other + "\"?")
                                        .orElse("Correct it, or add the app.")));
    }

    private void check(App app, Origin listener) {
        AppPolicy policy = app.policy();
        if (!policy.protocols().contains(Protocol.SMTP)) {
            refuse(app, "protocols", "\"smtp\" among them", "none", listener, "Add it.");
            return;
        }
        checkNamed(app, listener, "sources", policy.sources(), "\"192.168.1.20\"");
        checkNamed(app, listener, "senders", policy.smtp().senders(), "\"printer@example.com\"");
        checkNamed(app, listener, "recipients", policy.smtp().recipients(), "\"me@example.com\"");
        policy.sources().stream()
                .filter(EVERYBODY::contains)
                .forEach(network ->
                        refuse(
                                app,
                                "sources",
                                "addresses of devices",
                                Values.quoted(network.toString()) + ", which is everybody",
                                listener,
                                "Name the addresses."));
        policy.user()
                .ifPresent(user ->
                        refuse(
                                app,
                                "uid",
                                "no user of this machine",
                                Values.quoted(user.user()),
                                listener,
                                "Take the key away: a device is none."));
        checkAccount(app, listener);
    }

    private void checkNamed(App app, Origin listener, String key, List<?> named, String example) {
        if (named.isEmpty()) {
            refuse(
                    app,
                    key,
                    "a value",
                    "nothing",
                    listener,
                    "Add a line like: " + key + " = [" + example + "]");
        }
    }

    private void checkAccount(App app, Origin listener) {
        for (Account account : accounts) {
            if (!account.name().equals(app.account())) {
                continue;
            }
            if (account.isCatchAll()) {
                refuse(
                        app,
                        "account",
                        "an account with one mailbox",
                        Values.quoted(account.name()) + ", which is a whole domain",
                        listener,
                        "A device says no user name that could select a mailbox: add an account for"
                                + " it.");
            } else if (account.upstream(Protocol.SMTP).isEmpty()) {
                refuse(
                        app,
                        "account",
                        "an account with [account.smtp]",
                        Values.quoted(account.name()) + ", which has none",
                        listener,
                        "Add its server, or name another account.");
            }
        }
    }

    private void refuse(
            App app, String key, String expected, String found, Origin listener, String remedy) {
        Origin origin = appOrigins.get(app.name());
        if (origin != null) {
            problems.add(
                    origin,
                    "app." + key,
                    expected + ", since the listener at " + listener + " asks for no password",
                    found,
                    remedy);
        }
    }
}
