package dev.postern.config;

import dev.postern.core.access.App;
import dev.postern.core.account.Account;
import dev.postern.core.server.ListenerSpec;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Joins what the files say, and checks it against each other. For one load, on one thread. */
final class Assembly {

    private static final Pattern DOMAIN_OR_LITERAL =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[A-Za-z0-9.:]+]");

    private final Problems problems;
    private BridgeSettings bridge = BridgeSettings.DEFAULTS;
    private List<ListenerSpec> listeners = Configuration.DEFAULT_LISTENERS;
    private final List<Account> accounts = new ArrayList<>();
    private final List<App> apps = new ArrayList<>();
    private final Map<String, Origin> accountOrigins = new LinkedHashMap<>();
    private final Map<String, Origin> appOrigins = new LinkedHashMap<>();

    /** Whose a user name is already, in lower case. */
    private final Map<String, Origin> userNames = new HashMap<>();

    private Assembly(Problems problems) {
        this.problems = problems;
    }

    static Loaded assemble(Collection<SourceFile> files, Problems problems) {
        Assembly assembly = new Assembly(problems);
        for (SourceFile source : files) {
            TomlReader.read(source.file(), source.text(), problems)
                    .ifPresent(root -> assembly.add(source.kind(), root));
        }
        // With a file or an account missing, every app of it would be a problem more.
        if (problems.isEmpty()) {
            assembly.checkAccountsOfApps();
        }
        return problems.isEmpty() ? assembly.configuration() : new Loaded.Broken(problems.sorted());
    }

    private Configuration configuration() {
        return new Configuration(bridge, listeners, accounts, apps, accountOrigins, appOrigins);
    }

    private void add(SourceFile.Kind kind, Table root) {
        switch (kind) {
            case MAIN -> {
                root.table("bridge").ifPresent(this::addBridge);
                if (root.has("listener")) {
                    addListeners(root.tables("listener"));
                }
                root.tables("account").forEach(this::addAccount);
                root.tables("app").forEach(this::addApp);
            }
            case ACCOUNTS -> root.tables("account").forEach(this::addAccount);
            case APPS -> root.tables("app").forEach(this::addApp);
        }
        root.refuseUnknownKeys();
    }

    private void addBridge(Table table) {
        Optional<String> ehloName = table.text("ehlo_name");
        ehloName.filter(name -> !DOMAIN_OR_LITERAL.matcher(name).matches())
                .ifPresent(name ->
                        table.refuse(
                                "ehlo_name",
                                "a domain, or an address in brackets",
                                Values.quoted(name),
                                "Write it like \"host.example.com\" or \"[192.0.2.1]\"."));
        table.refuseUnknownKeys();
        bridge = new BridgeSettings(ehloName);
    }

    private void addListeners(List<Table> tables) {
        List<ListenerSpec> read = new ArrayList<>();
        Map<String, Origin> taken = new HashMap<>();
        for (Table table : tables) {
            Optional<ListenerSpec> listener = ListenerReader.read(table);
            listener.ifPresent(spec -> {
                read.add(spec);
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

    private void addAccount(Table table) {
        AccountReader.read(table)
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
}
