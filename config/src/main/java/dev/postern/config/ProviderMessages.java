package dev.postern.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What well-known providers say when they refuse a login, from {@code provider-messages.toml}
 * beside this class. Immutable.
 */
public final class ProviderMessages {

    private static final String RESOURCE = "provider-messages.toml";

    private final List<ProviderMessage> messages;

    private ProviderMessages(List<ProviderMessage> messages) {
        this.messages = List.copyOf(messages);
    }

    /** The messages that are built in. */
    public static ProviderMessages builtIn() {
        Path file = Path.of(RESOURCE);
        Problems problems = new Problems();
        List<ProviderMessage> messages = new ArrayList<>();
        TomlReader.decoded(file, resource(), problems)
                .flatMap(text -> TomlReader.read(file, text, problems))
                .ifPresent(root -> {
                    root.tables("message").forEach(table -> read(table).ifPresent(messages::add));
                    root.refuseUnknownKeys();
                });
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.sorted().getFirst().sentence());
        }
        return new ProviderMessages(messages);
    }

    /** The first message that {@code host} may have meant when it said this. */
    public Optional<ProviderMessage> in(String said, String host) {
        return messages.stream().filter(message -> message.isIn(said, host)).findFirst();
    }

    /** All of them, in the order of the file. */
    public List<ProviderMessage> all() {
        return messages;
    }

    private static Optional<ProviderMessage> read(Table table) {
        Optional<String> name = Names.read(table, "gmail-app-password");
        List<String> hosts = table.texts("hosts").orElse(List.of());
        table.require("texts", "[\"password required\"]");
        Optional<List<String>> texts = table.texts("texts");
        Optional<String> meaning = table.requiredText("meaning", "\"…\"");
        Optional<String> next = table.requiredText("next", "\"…\"");
        Optional<String> seen = table.requiredText("seen", "\"untested\"");
        table.refuseUnknownKeys();
        if (name.isEmpty()
                || texts.isEmpty()
                || meaning.isEmpty()
                || next.isEmpty()
                || seen.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ProviderMessage(
                        name.get(), hosts, texts.get(), meaning.get(), next.get(), seen.get()));
    }

    private static byte[] resource() {
        try (InputStream in = ProviderMessages.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from this build");
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
