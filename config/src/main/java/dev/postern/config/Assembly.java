package dev.postern.config;

import dev.postern.core.access.App;
import dev.postern.core.account.Account;
import dev.postern.core.server.ListenerSpec;
import dev.postern.core.state.VaultKeyKind;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Joins what the files say, and checks it against each other. For one load, on one thread. */
final class Assembly {

    private final Problems problems;
    private final ProxyEnvironment environment;
    private final ProviderTables providers = new ProviderTables();
    private BridgeReader.Read bridge = BridgeReader.Read.NOTHING;
    private Optional<VaultKeyKind> vaultKey = Optional.empty();
    private List<ListenerSpec> listeners = Configuration.DEFAULT_LISTENERS;
    private final List<Account> accounts = new ArrayList<>();
    private final List<App> apps = new ArrayList<>();
    private final Map<Table, String> devices = new LinkedHashMap<>();
    private final Map<String, Origin> accountOrigins = new LinkedHashMap<>();
    private final Map<String, Origin> appOrigins = new LinkedHashMap<>();

    /** Whose a user name is already, in lower case. */
    private final Map<String, Origin> userNames = new HashMap<>();

    private Assembly(Problems problems, ProxyEnvironment environment) {
        this.problems = problems;
        this.environment = environment;
    }

    static Loaded assemble(
            Collection<SourceFile> files, Problems problems, ProxyEnvironment environment) {
        Assembly assembly = new Assembly(problems, environment);
        List<Root> roots = new ArrayList<>();
        for (SourceFile source : files) {
            TomlReader.read(source.file(), source.text(), problems)
                    .ifPresent(table -> roots.add(new Root(source.kind(), table)));
        }
        // What accounts take from elsewhere may stand in a later file.
        roots.forEach(assembly::addSettings);
        ProviderPresets presets = assembly.providers.presets();
        roots.stream()
                .filter(Root::mayHaveAccounts)
                .forEach(root -> assembly.providers.addRegistrations(root.table(), presets));
        Givens givens = assembly.givens(presets);
        roots.forEach(root -> assembly.add(root, givens));
        // With a file or an account missing, every app of it would be a problem more.
        if (problems.isEmpty()) {
            assembly.checkAccountsOfApps();
            assembly.checkDevices();
        }
        return problems.isEmpty()
                ? assembly.configuration(givens)
                : new Loaded.Broken(problems.sorted());
    }

    /** One file, read. */
    private record Root(SourceFile.Kind kind, Table table) {
        boolean mayHaveAccounts() {
            return switch (kind) {
                case MAIN, ACCOUNTS -> true;
                case APPS -> false;
            };
        }
    }

    private Givens givens(ProviderPresets presets) {
        return new Givens(presets, providers.registrations(), bridge.proxy(), environment);
    }

    private Configuration configuration(Givens givens) {
        return new Configuration(
                bridge.settings(),
                vaultKey,
                listeners,
                accounts,
                apps,
                accountOrigins,
                appOrigins,
                givens.presets(),
                givens.registrations());
    }

    private void addSettings(Root root) {
        if (root.kind() == SourceFile.Kind.MAIN) {
            root.table().table("bridge").ifPresent(table -> bridge = BridgeReader.read(table));
            root.table().table("vault").ifPresent(table -> vaultKey = VaultReader.read(table));
        }
        if (root.mayHaveAccounts()) {
            providers.addPresets(root.table());
        }
    }

    private void add(Root root, Givens givens) {
        Table table = root.table();
        switch (root.kind()) {
            case MAIN -> {
                if (table.has("listener")) {
                    addListeners(table.tables("listener"));
                }
                table.tables("account").forEach(account -> addAccount(account, givens));
                table.tables("app").forEach(this::addApp);
            }
            case ACCOUNTS ->
                    table.tables("account").forEach(account -> addAccount(account, givens));
            case APPS -> table.tables("app").forEach(this::addApp);
        }
        table.refuseUnknownKeys();
    }

    private void addListeners(List<Table> tables) {
        List<ListenerSpec> read = new ArrayList<>();
        Map<String, Origin> taken = new HashMap<>();
        for (Table table : tables) {
            Optional<ListenerSpec> listener = ListenerReader.read(table);
            listener.ifPresent(spec -> {
                read.add(spec);
                spec.device().ifPresent(app -> devices.put(table, app));
                spec.addresses().forEach(address -> take(address, spec, table, taken));
            });
        }
        listeners = read;
    }

    private static void take(
            String address, ListenerSpec spec, Table table, Map<String, Origin> taken) {
        String normal = Addresses.literal(address).map(InetAddress::getHostAddress).orElse(address);
        Origin other = taken.putIfAbsent(normal + " " + spec.port(), table.origin());
        if (other != null) {
            table.refuse(
                    "port",
                    "each port of an address once",
                    spec.port() + " on " + address + ", as at " + other,
                    "Choose another port, or take one of the listeners away.");
        }
    }

    private void addAccount(Table table, Givens givens) {
        AccountReader.read(table, givens)
                .ifPresent(account -> {
                    accounts.add(account);
                    accountOrigins.putIfAbsent(account.name(), table.origin());
                    claim(account.name(), "name", table);
                    claim(account.address(), "address", table);
                    account.aliases().forEach(alias -> claim(alias, "aliases", table));
                });
    }

    /** A user name selects one account, whatever the case of its letters. */
    private void claim(String userName, String key, Table table) {
        Origin here = table.origin();
        Origin owner = userNames.putIfAbsent(userName.toLowerCase(Locale.ROOT), here);
        if (owner != null && !owner.equals(here)) {
            table.refuse(
                    key,
                    "a user name that no other account has",
                    Values.quoted(userName) + ", as at " + owner,
                    "Clients select the account by it: give one of the two another.");
        }
    }

    private void addApp(Table table) {
        AppReader.read(table)
                .ifPresent(app -> {
                    apps.add(app);
                    Origin other = appOrigins.putIfAbsent(app.name(), table.origin());
                    if (other != null) {
                        table.refuse(
                                "name",
                                "a name that no other app has",
                                Values.quoted(app.name()) + ", as at " + other,
                                "Give one of the two another.");
                    }
                });
    }

    private void checkAccountsOfApps() {
        for (App app : apps) {
            if (!accountOrigins.containsKey(app.account())) {
                Origin origin = appOrigins.get(app.name());
                String remedy =
                        Spelling.closest(app.account(), accountOrigins.keySet())
                                .map(other -> "Did you mean \"" + other + "\"?")
                                .orElse("Correct it, or add the account.");
                if (origin != null) {
                    problems.add(
                            origin,
                            "app.account",
                            "the name of an account",
                            Values.quoted(app.account()),
                            remedy);
                }
            }
        }
    }

    private void checkDevices() {
        DeviceRules rules = new DeviceRules(problems, accounts, apps, appOrigins);
        devices.forEach(rules::check);
    }
}
