package dev.postern.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code [bridge]}. */
final class BridgeReader {

    private static final Pattern DOMAIN_OR_LITERAL =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[A-Za-z0-9.:]+]");

    private BridgeReader() {}

    /**
     * What it says, and the choice of a proxy, in which "none" differs from nothing.
     *
     * @param proxy as it was written
     */
    record Read(BridgeSettings settings, ProxyChoice proxy) {
        static final Read NOTHING = new Read(BridgeSettings.DEFAULTS, new ProxyChoice.Unsaid());
    }

    static Read read(Table table) {
        Optional<String> ehloName = table.text("ehlo_name");
        ehloName.filter(name -> !DOMAIN_OR_LITERAL.matcher(name).matches())
                .ifPresent(name ->
                        table.refuse(
                                "ehlo_name",
                                "a domain, or an address in brackets",
                                Values.quoted(name),
                                "Write it like \"host.example.com\" or \"[192.0.2.1]\"."));
        List<String> notification =
                table.texts("notify")
                        .filter(words -> Programs.isRunnable(table, "notify", words))
                        .orElse(List.of());
        ProxyChoice proxy = ProxyReader.read(table);
        table.refuseUnknownKeys();
        return new Read(new BridgeSettings(ehloName, notification, proxy.server()), proxy);
    }
}
