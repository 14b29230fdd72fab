package dev.postern.config;

import dev.postern.core.account.Protocol;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.server.ListenerSpec;
import dev.postern.core.server.TlsVersions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a {@code [[listener]]}. */
final class ListenerReader {

    static final Map<String, Protocol> PROTOCOLS = protocols();

    private static final Map<String, ListenerSecurity> SECURITY = security();

    static final int LARGEST_PORT = 65535;

    private ListenerReader() {}

    static Optional<ListenerSpec> read(Table table) {
        table.require("protocol", "\"imap\"");
        table.require("port", "1143");
        Optional<Protocol> protocol = table.word("protocol", PROTOCOLS);
        Optional<Integer> port = port(table);
        Optional<List<String>> addresses = addresses(table);
        Optional<ListenerSecurity> security = security(table, addresses.orElse(List.of()));
        Optional<ListenerSpec.CertificateFiles> certificate = certificate(table);
        TlsVersions versions = versions(table, addresses.orElse(List.of()), security);
        table.refuseUnknownKeys();
        if (protocol.isEmpty() || port.isEmpty() || addresses.isEmpty() || security.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ListenerSpec(
                        protocol.get(),
                        addresses.get(),
                        port.get(),
                        security.get(),
                        certificate,
                        versions));
    }

    static Optional<Integer> port(Table table) {
        return table.integer("port", 1, LARGEST_PORT);
    }

    private static Optional<List<String>> addresses(Table table) {
        if (!table.has("addresses")) {
            return Optional.of(Configuration.LOOPBACK);
        }
        Optional<List<String>> addresses = table.texts("addresses");
        for (String text : addresses.orElse(List.of())) {
            if (Addresses.literal(text).isEmpty()) {
                table.refuse(
                        "addresses",
                        "IP addresses",
                        Values.quoted(text),
                        "Write addresses without names, brackets or ports,"
                                + " for this machine: [\"127.0.0.1\", \"::1\"].");
                return Optional.empty();
            }
        }
        if (addresses.filter(List::isEmpty).isPresent()) {
            table.refuse(
                    "addresses",
                    "at least one IP address",
                    "an empty list",
                    "Name one, or take the key away to listen on this machine only.");
        }
        return addresses.filter(list -> !list.isEmpty());
    }

    private static Optional<ListenerSecurity> security(Table table, List<String> addresses) {
        Optional<String> remote =
                addresses.stream().filter(address -> !Addresses.isLoopback(address)).findFirst();
        String remedy =
                "Other machines reach this listener, and without TLS everybody on the way reads the"
                        + " passwords: write \"tls\" or \"starttls-required\".";
        if (!table.has("security")) {
            remote.ifPresent(address ->
                    table.refuse(
                            "security",
                            "a value, since " + address + " is not loopback",
                            "nothing",
                            remedy));
            return remote.isPresent()
                    ? Optional.empty()
                    : Optional.of(ListenerSecurity.STARTTLS_OPTIONAL);
        }
        Optional<ListenerSecurity> security = table.word("security", SECURITY);
        boolean plaintext = security.filter(ListenerReader::allowsPlaintext).isPresent();
        if (plaintext && remote.isPresent()) {
            table.refuse(
                    "security",
                    "TLS on " + remote.get() + ", which is not loopback",
                    "a listener that takes passwords without it",
                    remedy);
            return Optional.empty();
        }
        return security;
    }

    private static boolean allowsPlaintext(ListenerSecurity security) {
        return switch (security) {
            case STARTTLS_OPTIONAL, NONE -> true;
            case TLS, STARTTLS_REQUIRED -> false;
        };
    }

    private static Optional<ListenerSpec.CertificateFiles> certificate(Table table) {
        boolean certificate = table.has("certificate");
        boolean key = table.has("key");
        if (certificate != key) {
            table.refuse(
                    certificate ? "certificate" : "key",
                    "`certificate` and `key` together",
                    "only one of them",
                    "Name both PEM files, or none to use a certificate of the bridge's own.");
        }
        return PemFiles.read(table, "certificate")
                .flatMap(chain ->
                        PemFiles.read(table, "key")
                                .map(k -> new ListenerSpec.CertificateFiles(chain, k)));
    }

    private static TlsVersions versions(
            Table table, List<String> addresses, Optional<ListenerSecurity> security) {
        if (!table.flag("legacy_tls").orElse(false)) {
            return TlsVersions.CURRENT;
        }
        for (String address : addresses) {
            if (!Addresses.isLoopback(address)) {
                table.refuse(
                        "legacy_tls",
                        "addresses of this machine only",
                        address + ", which others reach",
                        "TLS 1.0 and 1.1 keep no secrets on a network. Take the key away.");
                return TlsVersions.CURRENT;
            }
        }
        if (security.filter(ListenerSecurity.NONE::equals).isPresent()) {
            table.refuse(
                    "legacy_tls",
                    "a listener with TLS",
                    "security = \"none\"",
                    "Take one of them away.");
        }
        return TlsVersions.FROM_1_0;
    }

    private static Map<String, Protocol> protocols() {
        Map<String, Protocol> words = new LinkedHashMap<>();
        for (Protocol protocol : Protocol.values()) {
            words.put(protocol.word(), protocol);
        }
        return words;
    }

    private static Map<String, ListenerSecurity> security() {
        Map<String, ListenerSecurity> words = new LinkedHashMap<>();
        for (ListenerSecurity security : ListenerSecurity.values()) {
            words.put(security.word(), security);
        }
        return words;
    }
}
