package dev.postern.config;

import dev.postern.core.account.UpstreamTls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The well-known providers, from {@code providers.toml} beside this class. Immutable. */
public final class ProviderPresets {

    private static final String RESOURCE = "providers.toml";

    private static final Map<String, ProviderPreset.SignIn> SIGN_IN = signIn();

    private final Map<String, ProviderPreset> byDomain = new HashMap<>();
    private final Map<String, ProviderPreset> byName = new LinkedHashMap<>();

    private ProviderPresets(List<ProviderPreset> presets) {
        for (ProviderPreset preset : presets) {
            byName.put(preset.name(), preset);
            preset.domains().forEach(domain -> byDomain.put(domain, preset));
        }
    }

    /** The presets that are built in. */
    public static ProviderPresets builtIn() {
        Path file = Path.of(RESOURCE);
        Problems problems = new Problems();
        List<ProviderPreset> presets = new ArrayList<>();
        TomlReader.decoded(file, resource(), problems)
                .flatMap(text -> TomlReader.read(file, text, problems))
                .ifPresent(root -> {
                    root.tables("provider").forEach(table -> read(table).ifPresent(presets::add));
                    root.refuseUnknownKeys();
                });
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.sorted().getFirst().sentence());
        }
        return new ProviderPresets(presets);
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

    /** All of them, in the order of the file. */
    public List<ProviderPreset> all() {
        return List.copyOf(byName.values());
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

    private static Optional<ProviderPreset> read(Table table) {
        Optional<String> name = Names.read(table, "gmail");
        Optional<String> title = table.requiredText("title", "\"Gmail\"");
        table.require("domains", "[\"gmail.com\"]");
        List<String> domains = table.texts("domains").orElse(List.of());
        table.require("sign_in", "\"password\"");
        Optional<ProviderPreset.SignIn> signIn = table.word("sign_in", SIGN_IN);
        Optional<String> remark = table.requiredText("remark", "\"…\"");
        Optional<ProviderPreset.Server> imap = server(table, "imap");
        Optional<ProviderPreset.Server> smtp = server(table, "smtp");
        table.refuseUnknownKeys();
        if (name.isEmpty()
                || title.isEmpty()
                || signIn.isEmpty()
                || remark.isEmpty()
                || imap.isEmpty()
                || smtp.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ProviderPreset(
                        name.get(),
                        title.get(),
                        domains,
                        imap.get(),
                        smtp.get(),
                        signIn.get(),
                        remark.get()));
    }

    private static Optional<ProviderPreset.Server> server(Table provider, String protocol) {
        provider.require(protocol, "{ host = \"…\", port = 993, tls = \"implicit\" }");
        return provider.table(protocol)
                .flatMap(table -> {
                    table.require("port", "993");
                    table.require("tls", "\"implicit\"");
                    Optional<String> host = Hosts.read(table);
                    Optional<Integer> port = ListenerReader.port(table);
                    Optional<UpstreamTls> tls = table.word("tls", UpstreamReader.TLS);
                    table.refuseUnknownKeys();
                    return host.isEmpty() || port.isEmpty() || tls.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new ProviderPreset.Server(host.get(), port.get(), tls.get()));
                });
    }

    private static Map<String, ProviderPreset.SignIn> signIn() {
        Map<String, ProviderPreset.SignIn> words = new LinkedHashMap<>();
        words.put("password", ProviderPreset.SignIn.PASSWORD);
        words.put("app-password", ProviderPreset.SignIn.APP_PASSWORD);
        words.put("oauth-only", ProviderPreset.SignIn.OAUTH_ONLY);
        return words;
    }
}
