package dev.postern.config;

import dev.postern.core.account.UpstreamTls;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a {@code [[provider]]}: one of ours, or a person's own. */
final class PresetReader {

    private static final Map<String, ProviderPreset.SignIn> SIGN_IN = signIn();

    private PresetReader() {}

    static Optional<ProviderPreset> read(Table table) {
        Optional<String> name = Names.read(table, "gmail");
        Optional<String> title = table.requiredText("title", "\"Gmail\"");
        table.require("domains", "[\"gmail.com\"]");
        List<String> domains = hosts(table, "domains");
        List<String> mailExchangers = hosts(table, "mx");
        table.require("sign_in", "\"password\"");
        Optional<ProviderPreset.SignIn> signIn = table.word("sign_in", SIGN_IN);
        Optional<String> remark = table.requiredText("remark", "\"…\"");
        Optional<ProviderPreset.Server> imap = server(table, "imap");
        Optional<ProviderPreset.Server> smtp = server(table, "smtp");
        Optional<OauthPreset> oauth = table.table("oauth").flatMap(OauthPresetReader::read);
        if (signIn.filter(ProviderPreset.SignIn.OAUTH_ONLY::equals).isPresent()
                && !table.has("oauth")) {
            table.refuse(
                    "oauth",
                    "[provider.oauth], since it takes OAuth only",
                    "nothing",
                    "Add its authorization server, or correct `sign_in`.");
        }
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
                        mailExchangers,
                        imap.get(),
                        smtp.get(),
                        signIn.get(),
                        remark.get(),
                        oauth));
    }

    private static List<String> hosts(Table table, String key) {
        List<String> hosts = table.texts(key).orElse(List.of());
        for (String host : hosts) {
            if (!Hosts.isHost(host)) {
                table.refuse(
                        key,
                        "DNS names",
                        Values.quoted(host),
                        "Write names only, like \"example.com\", without @ and without a dot in"
                                + " front.");
                return List.of();
            }
        }
        return hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
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
