package dev.postern.config;

import dev.postern.core.access.App;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes accounts and apps as a person would: what has its default is left away. */
final class TomlWriter {

    private final StringBuilder text = new StringBuilder();

    private TomlWriter() {}

    static String account(Account account, Givens givens) {
        Optional<ProviderPreset> preset = account.provider().flatMap(givens.presets()::byName);
        TomlWriter writer = new TomlWriter();
        writer.line("[[account]]");
        writer.setting("name", quoted(account.name()));
        writer.setting("address", quoted(account.address()));
        if (!account.aliases().isEmpty()) {
            writer.setting("aliases", list(account.aliases().stream().sorted().toList()));
        }
        account.provider().ifPresent(name -> writer.setting("provider", quoted(name)));
        writer.proxy(account, givens);
        writer.credential(account.credential(), preset, givens);
        for (Protocol protocol : Protocol.values()) {
            Optional<ProviderPreset.Server> server = preset.map(known -> known.server(protocol));
            account.upstream(protocol)
                    .ifPresent(upstream -> writer.upstream(account, protocol, upstream, server));
        }
        return writer.text.toString();
    }

    static String oauthClient(OauthRegistration registration) {
        TomlWriter writer = new TomlWriter();
        writer.line("[[oauth_client]]");
        writer.setting("provider", quoted(registration.provider()));
        writer.setting("client_id", quoted(registration.client().id()));
        OauthWriter.authentication(registration.client().authentication()).forEach(writer::setting);
        registration.tenant().ifPresent(tenant -> writer.setting("tenant", quoted(tenant)));
        return writer.text.toString();
    }

    static String app(App app) {
        TomlWriter writer = new TomlWriter();
        writer.line("[[app]]");
        AppWriter.settings(app).forEach((key, value) -> writer.setting(key, value(value)));
        return writer.text.toString();
    }

    /** Where no proxy is meant, that is what nobody has to say: see {@link DropIns#add}. */
    private void proxy(Account account, Givens givens) {
        account.upstreams().values().stream()
                .flatMap(upstream -> upstream.proxy().stream())
                .filter(proxy -> !givens.proxy().server().equals(Optional.of(proxy)))
                .findFirst()
                .ifPresent(proxy -> setting("proxy", quoted(ProxyReader.written(proxy))));
    }

    private void credential(Credential credential, Optional<ProviderPreset> preset, Givens givens) {
        switch (credential) {
            case Credential.VaultPassword vault -> {}
            case Credential.Command command -> {
                String table = "{ " + words(command.words());
                if (command.kind() != SecretKind.PASSWORD) {
                    table += ", kind = " + word(CredentialReader.KINDS, command.kind());
                }
                if (!command.timeout().equals(CredentialReader.USUAL_TIMEOUT)) {
                    table += ", timeout = " + quoted(Durations.written(command.timeout()));
                }
                setting("credential", table + " }");
            }
            case Credential.Oauth oauth -> {
                Map<String, String> settings = OauthWriter.settings(oauth, preset, givens);
                if (settings.size() == 1) {
                    settings.forEach((key, value) ->
                            setting("credential", "{ " + key + " = " + value + " }"));
                } else {
                    line("");
                    line("[account.credential]");
                    settings.forEach(this::setting);
                }
            }
        }
    }

    /** As `shell` where that is what it was: there a line may have breaks. */
    private static String words(List<String> words) {
        boolean shell = words.size() == 3 && words.subList(0, 2).equals(CredentialReader.SHELL);
        return shell ? "shell = " + quoted(words.getLast()) : "command = " + list(words);
    }

    private void upstream(
            Account account,
            Protocol protocol,
            Upstream upstream,
            Optional<ProviderPreset.Server> preset) {
        Map<String, String> settings = new LinkedHashMap<>();
        ProviderPreset.Server server =
                new ProviderPreset.Server(upstream.host(), upstream.port(), upstream.tls());
        if (!preset.equals(Optional.of(server))) {
            settings.put("host", quoted(upstream.host()));
            settings.put("port", Integer.toString(upstream.port()));
            settings.put("tls", word(UpstreamReader.TLS, upstream.tls()));
        }
        if (!upstream.user().equals(account.address())) {
            settings.put("user", quoted(upstream.user()));
        }
        upstream.mechanism().ifPresent(mechanism -> settings.put("mechanism", quoted(mechanism)));
        settings.putAll(trust(upstream.trust()));
        if (!settings.isEmpty()) {
            line("");
            line("[account." + protocol.word() + "]");
            settings.forEach(this::setting);
        }
    }

    static Map<String, String> trust(Trust trust) {
        return switch (trust) {
            case Trust.RuntimeAuthorities usual -> Map.of();
            case Trust.ExtraAuthority extra ->
                    Map.of("ca_file", quoted(extra.pemFile().toString()));
            case Trust.Pinned pinned -> Map.of("pin_sha256", quoted(pinned.sha256()));
        };
    }

    private void setting(String key, String value) {
        line(key + " = " + value);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String value(Object value) {
        return switch (value) {
            case String text -> quoted(text);
            case List<?> texts -> list(texts.stream().map(String::valueOf).toList());
            default -> value.toString();
        };
    }

    static String list(Collection<String> texts) {
        return texts.stream().map(TomlWriter::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    static <T> String word(Map<String, T> words, T meaning) {
        return words.entrySet().stream()
                .filter(entry -> entry.getValue().equals(meaning))
                .map(entry -> quoted(entry.getKey()))
                .findFirst()
                .orElseThrow();
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            quoted.append(
                    switch (character) {
                        case '"' -> "\\\"";
                        case '\\' -> "\\\\";
                        case '\n' -> "\\n";
                        case '\t' -> "\\t";
                        default ->
                                Character.isISOControl(character)
                                        ? "\\u%04X".formatted((int) character)
                                        : Character.toString(character);
                    });
        }
        return quoted.append('"').toString();
    }
}
