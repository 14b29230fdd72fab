package dev.postern.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The well-known providers, from {@code providers.toml} beside this class, and those that the
 * configuration adds or puts in their place. Immutable.
 */
public final class ProviderPresets {

    private static final String RESOURCE = "providers.toml";

    private static final ProviderPresets BUILT_IN = new ProviderPresets(read());

    private final Map<String, ProviderPreset> byDomain = new HashMap<>();
    private final Map<String, ProviderPreset> byName = new LinkedHashMap<>();

    private ProviderPresets(Collection<ProviderPreset> presets) {
        for (ProviderPreset preset : presets) {
            byName.put(preset.name(), preset);
        }
        for (ProviderPreset preset : byName.values()) {
            preset.domains().forEach(domain -> byDomain.put(domain, preset));
        }
    }

    /** The presets that are built in. */
    public static ProviderPresets builtIn() {
        return BUILT_IN;
    }

    /** With {@code own} added; of equal names, and for a domain that two have, they count. */
    ProviderPresets with(Collection<ProviderPreset> own) {
        if (own.isEmpty()) {
            return this;
        }
        List<ProviderPreset> all = new ArrayList<>(byName.values());
        all.removeIf(preset -> own.stream().anyMatch(it -> it.name().equals(preset.name())));
        all.addAll(own);
        return new ProviderPresets(all);
    }

    /** The provider that gives out addresses in {@code domain}, without regard to case. */
    public Optional<ProviderPreset> byDomain(String domain) {
        return Optional.ofNullable(byDomain.get(domain.toLowerCase(Locale.ROOT)));
    }

    /** The provider of a mail address. */
    public Optional<ProviderPreset> byAddress(String address) {
        return byDomain(address.substring(address.lastIndexOf('@') + 1));
    }

    /**
     * For people whose address is in a domain of their own, like {@code gmail} for Google
     * Workspace.
     */
    public Optional<ProviderPreset> byName(String name) {
        return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * The provider that receives the mail of a domain whose MX record has {@code host}: the one
     * that names it most exactly.
     */
    public Optional<ProviderPreset> byMailExchanger(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        String exchanger = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return byName.values().stream()
                .filter(preset -> longestSuffix(preset, exchanger) > 0)
                .max(Comparator.comparingInt(preset -> longestSuffix(preset, exchanger)));
    }

    private static int longestSuffix(ProviderPreset preset, String exchanger) {
        return preset.mailExchangers().stream()
                .filter(suffix -> exchanger.equals(suffix) || exchanger.endsWith("." + suffix))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /** All of them: the built-in ones in the order of their file, then the configuration's own. */
    public List<ProviderPreset> all() {
        return List.copyOf(byName.values());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProviderPresets presets && byName.equals(presets.byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    private static List<ProviderPreset> read() {
        Path file = Path.of(RESOURCE);
        Problems problems = new Problems();
        List<ProviderPreset> presets = new ArrayList<>();
        TomlReader.decoded(file, resource(), problems)
                .flatMap(text -> TomlReader.read(file, text, problems))
                .ifPresent(root -> {
                    root.tables("provider")
                            .forEach(table -> PresetReader.read(table).ifPresent(presets::add));
                    root.refuseUnknownKeys();
                });
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.sorted().getFirst().sentence());
        }
        return presets;
    }

    private static byte[] resource() {
        try (InputStream in = ProviderPresets.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from this build");
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
