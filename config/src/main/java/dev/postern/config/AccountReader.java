package dev.postern.config;

import dev.postern.core.account.Account;
import dev.postern.core.account.Compression;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads an {@code [[account]]}. */
final class AccountReader {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]*@[^\\s@]+");

    private AccountReader() {}

    static Optional<Account> read(Table table, Givens givens) {
        Optional<String> name = Names.read(table, "work");
        Optional<String> address = address(table);
        List<String> aliases = aliases(table, address);
        int spares = spares(table, address);
        Optional<ProviderPreset> preset = ClientReader.provider(table, givens.presets());
        ProxyChoice proxy = ProxyReader.read(table);
        Optional<Credential> credential = CredentialReader.read(table, preset, proxy, givens);
        Map<Protocol, Upstream> upstreams = new EnumMap<>(Protocol.class);
        Optional<String> usualUser = CatchAll.usualUser(table, address, credential);
        for (Protocol protocol : Protocol.values()) {
            Optional<ProviderPreset.Server> server = preset.map(known -> known.server(protocol));
            Optional<Upstream> upstream =
                    table.has(protocol.word())
                            ? table.table(protocol.word())
                                    .flatMap(below ->
                                            UpstreamReader.read(
                                                    below, protocol, server, usualUser, credential))
                            : preset.flatMap(
                                    known -> usualUser.map(user -> known.upstream(protocol, user)));
            upstream.map(it -> it.through(givens.mailProxy(proxy)))
                    .ifPresent(it -> upstreams.put(protocol, it));
        }
        compress(table, upstreams);
        if (!table.has("imap") && !table.has("smtp") && !table.has("provider")) {
            table.refuse(
                    "imap",
                    "[account.imap], [account.smtp] or both, or `provider`",
                    "neither",
                    "Name a provider that Postern knows, or add the provider's server:"
                            + " [account.imap], and below it host = \"…\".");
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
                        credential.get(),
                        preset.map(ProviderPreset::name),
                        spares));
    }

    /** IMAP only: SMTP has no such thing, as mail goes one way there and is base64. */
    private static void compress(Table table, Map<Protocol, Upstream> upstreams) {
        boolean wanted = table.flag("compress").orElse(false);
        if (wanted && !table.has("imap") && upstreams.keySet().equals(Set.of(Protocol.SMTP))) {
            table.refuse(
                    "compress",
                    "an account with [account.imap]",
                    "one with SMTP only, which nothing compresses",
                    "Take the key away.");
        }
        if (wanted) {
            upstreams.computeIfPresent(
                    Protocol.IMAP, (imap, upstream) -> upstream.with(Compression.WHERE_OFFERED));
        }
    }

    private static Optional<String> address(Table table) {
        Optional<String> address = table.requiredText("address", "\"me@example.com\"");
        address.filter(text -> !ADDRESS.matcher(text).matches())
                .ifPresent(text ->
                        table.refuse(
                                "address",
                                "a mail address, or @ and a domain",
                                Values.quoted(text),
                                "Write the address only, like \"me@example.com\"."));
        return address.filter(text -> ADDRESS.matcher(text).matches());
    }

    private static int spares(Table table, Optional<String> address) {
        int spares = table.integer("spares", 0, Account.MOST_SPARES).orElse(0);
        if (spares > 0 && address.filter(Account::isWholeDomain).isPresent()) {
            table.refuse(
                    "spares",
                    "none, since the address is a whole domain",
                    Integer.toString(spares),
                    "Nobody knows which mailbox is wanted next: give that an account of its own.");
        }
        return spares;
    }

    private static List<String> aliases(Table table, Optional<String> address) {
        List<String> aliases = table.texts("aliases").orElse(List.of());
        if (address.filter(Account::isWholeDomain).isPresent() && !aliases.isEmpty()) {
            table.refuse(
                    "aliases",
                    "none, since the address is a whole domain",
                    "some",
                    "Give each other domain an account of its own.");
            return List.of();
        }
        for (String alias : aliases) {
            if (Account.isWholeDomain(alias)) {
                table.refuse(
                        "aliases",
                        "single user names",
                        Values.quoted(alias),
                        "Only `address` can be a whole domain: make it an account of its own.");
                return List.of();
            }
        }
        return aliases;
    }
}
