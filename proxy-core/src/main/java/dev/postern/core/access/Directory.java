package dev.postern.core.access;

import dev.postern.core.account.Account;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The accounts and apps of one state of the configuration, found by the names that people use.
 * Immutable.
 */
public final class Directory {

    private final Map<String, Account> accountsByUser = new HashMap<>();
    private final Map<String, App> appsByName = new HashMap<>();
    private final List<Account> accounts;
    private final List<App> apps;

    /** The caller has made sure that no two accounts share a user name and no two apps a name. */
    public Directory(Collection<Account> accounts, Collection<App> apps) {
        this.accounts = List.copyOf(accounts);
        this.apps = List.copyOf(apps);
        for (Account account : accounts) {
            accountsByUser.put(folded(account.name()), account);
            accountsByUser.put(folded(account.address()), account);
            account.aliases().forEach(alias -> accountsByUser.put(folded(alias), account));
        }
        apps.forEach(app -> appsByName.put(folded(app.name()), app));
    }

    /**
     * The account that a user name selects: address, alias or short name, without regard to case.
     */
    public Optional<Account> accountOf(String user) {
        return Optional.ofNullable(accountsByUser.get(folded(user)));
    }

    public Optional<App> app(String name) {
        return Optional.ofNullable(appsByName.get(folded(name)));
    }

    public List<Account> accounts() {
        return accounts;
    }

    public List<App> apps() {
        return apps;
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
