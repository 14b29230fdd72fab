package dev.postern.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects {@code [[provider]]} and {@code [[oauth_client]]} of all files, before any account is
 * read. For one load, on one thread.
 */
final class ProviderTables {

    private final List<ProviderPreset> presets = new ArrayList<>();
    private final Map<String, Origin> names = new LinkedHashMap<>();
    private final Map<String, Origin> domains = new LinkedHashMap<>();
    private final Map<String, OauthRegistration> registrations = new LinkedHashMap<>();
    private final Map<String, Origin> registered = new LinkedHashMap<>();

    void addPresets(Table root) {
        for (Table table : root.tables("provider")) {
            PresetReader.read(table)
                    .ifPresent(preset -> {
                        presets.add(preset);
                        take(preset.name(), "name", table, names);
                        preset.domains().forEach(domain -> take(domain, "domains", table, domains));
                    });
        }
    }

    private static void take(String value, String key, Table table, Map<String, Origin> taken) {
        Origin other = taken.putIfAbsent(value, table.origin());
        if (other != null) {
            table.refuse(
                    key,
                    "what no other [[provider]] of yours has",
                    Values.quoted(value) + ", as at " + other,
                    "Take one of the two away.");
        }
    }

    ProviderPresets presets() {
        return ProviderPresets.builtIn().with(presets);
    }

    void addRegistrations(Table root, ProviderPresets known) {
        for (Table table : root.tables("oauth_client")) {
            ClientReader.read(table, known)
                    .ifPresent(registration -> {
                        registrations.putIfAbsent(registration.provider(), registration);
                        Origin other =
                                registered.putIfAbsent(registration.provider(), table.origin());
                        if (other != null) {
                            table.refuse(
                                    "provider",
                                    "one [[oauth_client]] for each provider",
                                    Values.quoted(registration.provider()) + ", as at " + other,
                                    "Take one away; an account with another client says so in its"
                                            + " `credential`.");
                        }
                    });
        }
    }

    List<OauthRegistration> registrations() {
        return List.copyOf(registrations.values());
    }
}
