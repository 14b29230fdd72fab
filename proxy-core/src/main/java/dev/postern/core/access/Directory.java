package dev.postern.core.access;

import dev.postern.core.account.Account;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The accounts and apps of one state of the configuration, found by the names that people use.
 * Immutable.
 */
public final class Directory {

    /**
     * RFC 5321 4.1.2, Dot-string, of ASCII, and no longer than 4.5.3.1.1 allows: what a client
     * calls itself goes into SASL messages, where another character could begin another field.
     */
    private static final Pattern LOCAL_PART =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-][A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{0,63}");

    private final Map<String, Account> accountsByUser = new HashMap<>();
    private final Map<String, Account> accountsByDomain = new HashMap<>();
    private final Map<String, Account> accountsByName = new HashMap<>();
    private final Map<String, App> appsByName = new HashMap<>();
    private final List<Account> accounts;
    private final List<App> apps;
    private final Set<String> devices = new HashSet<>();

    /** Without devices. */
    public Directory(Collection<Account> accounts, Collection<App> apps) {
        this(accounts, apps, Set.of());
    }

    /**
     * The caller has made sure that no two accounts share a user name and no two apps a name.
     *
     * @param devices names of the apps that have a listener which asks for no password
     */
    public Directory(Collection<Account> accounts, Collection<App> apps, Set<String> devices) {
        this.accounts = List.copyOf(accounts);
        this.apps = List.copyOf(apps);
        devices.forEach(app -> this.devices.add(folded(app)));
        for (Account account : accounts) {
            accountsByName.put(folded(account.name()), account);
            if (account.isCatchAll()) {
                accountsByDomain.put(folded(account.address()), account);
            } else {
                accountsByUser.put(folded(account.name()), account);
                accountsByUser.put(folded(account.address()), account);
                account.aliases().forEach(alias -> accountsByUser.put(folded(alias), account));
            }
        }
        apps.forEach(app -> appsByName.put(folded(app.name()), app));
    }

    /**
     * The account that a user name selects: address, alias or short name, without regard to case;
     * or else a catch-all account, made into one for just that address. A catch-all account has no
     * mailbox of its own, so neither its name nor its domain alone selects it.
     */
    public Optional<Account> accountOf(String user) {
        String name = folded(user);
        return Optional.ofNullable(accountsByUser.get(name)).or(() -> ofDomain(name));
    }

    /**
     * The account as it is configured, for commands and for who has its name from elsewhere: by
     * short name, address (of a catch-all: {@code @example.com}) or alias.
     */
    public Optional<Account> configured(String name) {
        String folded = folded(name);
        return Optional.ofNullable(accountsByName.get(folded))
                .or(() -> Optional.ofNullable(accountsByUser.get(folded)))
                .or(() -> Optional.ofNullable(accountsByDomain.get(folded)));
    }

    /**
     * Whether somebody who logs in today would be given {@code account}, to the last setting that
     * makes a difference once logged in.
     */
    public boolean has(Account account) {
        return configured(account.name())
                .flatMap(known ->
                        known.isCatchAll() ? accountOf(account.address()) : Optional.of(known))
                .filter(known -> known.withSpares(0).equals(account.withSpares(0)))
                .isPresent();
    }

    private Optional<Account> ofDomain(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0 || !LOCAL_PART.matcher(address.substring(0, at)).matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(accountsByDomain.get(address.substring(at)))
                .map(account -> account.forMailbox(address));
    }

    public Optional<App> app(String name) {
        return Optional.ofNullable(appsByName.get(folded(name)));
    }

    /** The app of that name, if there is a listener for it that asks for no password. */
    Optional<App> device(String name) {
        return app(name).filter(app -> devices.contains(folded(app.name())));
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
