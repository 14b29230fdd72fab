package dev.postern.config;

import dev.postern.core.access.App;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes accounts and apps as a person would: what has its default is left away. */
final class TomlWriter {

    private final StringBuilder text = new StringBuilder();

    private TomlWriter() {}

    static String account(Account account) {
        TomlWriter writer = new TomlWriter();
        writer.line("[[account]]");
        writer.setting("name", quoted(account.name()));
        writer.setting("address", quoted(account.address()));
        if (!account.aliases().isEmpty()) {
            writer.setting("aliases", list(account.aliases().stream().sorted().toList()));
        }
        writer.credential(account.credential());
        for (Protocol protocol : Protocol.values()) {
            account.upstream(protocol)
                    .ifPresent(upstream -> writer.upstream(account, protocol, upstream));
        }
        return writer.text.toString();
    }

    static String app(App app) {
        TomlWriter writer = new TomlWriter();
        writer.line("[[app]]");
        writer.setting("name", quoted(app.name()));
        writer.setting("account", quoted(app.account()));
        writer.setting(
                "protocols",
                list(app.policy().protocols().stream().sorted().map(Protocol::word).toList()));
        return writer.text.toString();
    }

    private void credential(Credential credential) {
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
            case Credential.Oauth oauth ->
                    setting(
                            "credential",
                            "{ oauth = true, provider = " + quoted(oauth.server().name()) + " }");
        }
    }

    /** As `shell` where that is what it was: there a line may have breaks. */
    private static String words(List<String> words) {
        boolean shell = words.size() == 3 && words.subList(0, 2).equals(CredentialReader.SHELL);
        return shell ? "shell = " + quoted(words.getLast()) : "command = " + list(words);
    }

    private void upstream(Account account, Protocol protocol, Upstream upstream) {
        line("");
        line("[account." + protocol.word() + "]");
        setting("host", quoted(upstream.host()));
        setting("port", Integer.toString(upstream.port()));
        setting("tls", word(UpstreamReader.TLS, upstream.tls()));
        if (!upstream.user().equals(account.address())) {
            setting("user", quoted(upstream.user()));
        }
        upstream.mechanism().ifPresent(mechanism -> setting("mechanism", quoted(mechanism)));
        switch (upstream.trust()) {
            case Trust.RuntimeAuthorities usual -> {}
            case Trust.ExtraAuthority extra ->
                    setting("ca_file", quoted(extra.pemFile().toString()));
            case Trust.Pinned pinned -> setting("pin_sha256", quoted(pinned.sha256()));
        }
    }

    private void setting(String key, String value) {
        line(key + " = " + value);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String list(Collection<String> texts) {
        return texts.stream().map(TomlWriter::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static <T> String word(Map<String, T> words, T meaning) {
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
