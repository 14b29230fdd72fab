package dev.postern.config;

import dev.postern.core.access.App;
import dev.postern.core.access.AppPolicy;
import dev.postern.core.account.Protocol;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads an {@code [[app]]}. */
final class AppReader {

    private AppReader() {}

    static Optional<App> read(Table table) {
        Optional<String> name = Names.read(table, "thunderbird");
        Optional<String> account = table.requiredText("account", "\"work\"");
        table.require("protocols", "[\"imap\", \"smtp\"]");
        Optional<List<Protocol>> protocols = table.words("protocols", ListenerReader.PROTOCOLS);
        if (protocols.filter(List::isEmpty).isPresent()) {
            table.refuse(
                    "protocols",
                    "\"imap\", \"smtp\" or both",
                    "an empty list",
                    "Name what the app may log in to, or take the app away.");
        }
        AppPolicy policy =
                PolicyReader.read(table, new LinkedHashSet<>(protocols.orElse(List.of())));
        Optional<String> note = table.text("note");
        table.refuseUnknownKeys();
        if (name.isEmpty() || account.isEmpty() || policy.protocols().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new App(name.get(), account.get(), policy, note.orElse("")));
    }
}
