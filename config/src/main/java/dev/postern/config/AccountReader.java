package dev.postern.config;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads an {@code [[account]]}. */
final class AccountReader {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]+@[^\\s@]+");

    private AccountReader() {}

    static Optional<Account> read(Table table) {
        Optional<String> name = Names.read(table, "work");
        Optional<String> address = address(table);
        List<String> aliases = table.texts("aliases").orElse(List.of());
        Optional<Credential> credential = CredentialReader.read(table);
        Map<Protocol, Upstream> upstreams = new EnumMap<>(Protocol.class);
        for (Protocol protocol : Protocol.values()) {
            table.table(protocol.word())
                    .flatMap(below -> UpstreamReader.read(below, protocol, address, credential))
                    .ifPresent(upstream -> upstreams.put(protocol, upstream));
        }
        if (!table.has("imap") && !table.has("smtp")) {
            table.refuse(
                    "imap",
                    "[account.imap], [account.smtp] or both",
                    "neither",
                    "Add the provider's server: [account.imap], and below it host = \"…\".");
        }
        table.refuseUnknownKeys();
        if (name.isEmpty() || address.isEmpty() || credential.isEmpty() || upstreams.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Account(
                        name.get(),
                        address.get(),
                        new LinkedHashSet<>(aliases),
                        upstreams,
                        credential.get()));
    }

    private static Optional<String> address(Table table) {
        Optional<String> address = table.requiredText("address", "\"me@example.com\"");
        address.filter(text -> !ADDRESS.matcher(text).matches())
                .ifPresent(text ->
                        table.refuse(
                                "address",
                                "a mail address",
                                Values.quoted(text),
                                "Write the address only, like \"me@example.com\"."));
        return address.filter(text -> ADDRESS.matcher(text).matches());
    }
}
