package dev.postern.config;

import dev.postern.core.access.App;
import dev.postern.core.access.Directory;
import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.server.ListenerSpec;
import dev.postern.core.state.VaultKeyKind;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that the files say, checked against each other.
 *
 * @param accountOrigins where each account stands, by its name
 * @param appOrigins where each app stands, by its name
 * @param presets the built-in ones, and those that the files add or put in their place
 * @param oauthClients at most one for each preset
 */
public record Configuration(
        BridgeSettings bridge,
        Optional<VaultKeyKind> vaultKey,
        List<ListenerSpec> listeners,
        List<Account> accounts,
        List<App> apps,
        Map<String, Origin> accountOrigins,
        Map<String, Origin> appOrigins,
        ProviderPresets presets,
        List<OauthRegistration> oauthClients)
        implements Loaded {

    /** What a listener binds to unless it says otherwise: this machine, on both families. */
    static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

    /**
     * The listeners of a bridge whose configuration names none. The ports are the registered ones
     * plus a thousand, which needs no privilege.
     */
    static final List<ListenerSpec> DEFAULT_LISTENERS =
            List.of(
                    onLoopback(Protocol.IMAP, 1143, ListenerSecurity.STARTTLS_OPTIONAL),
                    onLoopback(Protocol.IMAP, 1993, ListenerSecurity.TLS),
                    onLoopback(Protocol.SMTP, 1587, ListenerSecurity.STARTTLS_OPTIONAL),
                    onLoopback(Protocol.SMTP, 1465, ListenerSecurity.TLS));

    public Configuration {
        listeners = List.copyOf(listeners);
        accounts = List.copyOf(accounts);
        apps = List.copyOf(apps);
        accountOrigins = Map.copyOf(accountOrigins);
        appOrigins = Map.copyOf(appOrigins);
        oauthClients = List.copyOf(oauthClients);
    }

    /** One that says nothing of the vault and of providers. */
    public Configuration(
            BridgeSettings bridge,
            List<ListenerSpec> listeners,
            List<Account> accounts,
            List<App> apps,
            Map<String, Origin> accountOrigins,
            Map<String, Origin> appOrigins) {
        this(
                bridge,
                Optional.empty(),
                listeners,
                accounts,
                apps,
                accountOrigins,
                appOrigins,
                ProviderPresets.builtIn(),
                List.of());
    }

    /** The registration at {@code provider}, the name of a preset. */
    public Optional<OauthRegistration> oauthClient(String provider) {
        return oauthClients.stream()
                .filter(registration -> registration.provider().equals(provider))
                .findFirst();
    }

    /** The accounts and apps, to be found by the names that clients and people use. */
    public Directory directory() {
        return new Directory(accounts, apps, devices());
    }

    /** Names of the apps that have a listener which asks for no password. */
    public Set<String> devices() {
        return listeners.stream()
                .flatMap(listener -> listener.device().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The listeners that belong to a device; none for an app that has to log in. */
    public List<ListenerSpec> listenersOf(String app) {
        return listeners.stream()
                .filter(listener -> listener.device().filter(app::equalsIgnoreCase).isPresent())
                .toList();
    }

    /** Where {@code account} was written; empty if it is not of this configuration. */
    public Optional<Origin> originOf(Account account) {
        return Optional.ofNullable(accountOrigins.get(account.name()));
    }

    /** Where {@code app} was written; empty if it is not of this configuration. */
    public Optional<Origin> originOf(App app) {
        return Optional.ofNullable(appOrigins.get(app.name()));
    }

    private static ListenerSpec onLoopback(Protocol protocol, int port, ListenerSecurity security) {
        return new ListenerSpec(protocol, LOOPBACK, port, security, Optional.empty());
    }
}
