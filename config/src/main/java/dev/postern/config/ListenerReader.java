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

    private static final Map<String, Authentication> AUTHENTICATION = authentication();

    static final int LARGEST_PORT = 65535;

    private ListenerReader() {}

    static Optional<ListenerSpec> read(Table table) {
        table.require("protocol", "\"imap\"");
        table.require("port", "1143");
        Optional<Protocol> protocol = table.word("protocol", PROTOCOLS);
        Optional<Integer> port = port(table);
        Optional<List<String>> addresses = addresses(table);
        Authentication authentication = authentication(table, protocol);
        Optional<String> device = device(table, authentication);
        Optional<ListenerSecurity> security =
                security(table, addresses.orElse(List.of()), authentication);
        Optional<ListenerSpec.CertificateFiles> certificate = certificate(table);
        TlsVersions versions = versions(table, addresses.orElse(List.of()), security);
        table.refuseUnknownKeys();
        if (authentication == Authentication.NONE && device.isEmpty()) {
            return Optional.empty();
        }
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
                        versions,
                        device));
    }

    /** How clients say who they are. */
    private enum Authentication {
        PASSWORD,
        /** Devices, by their address. */
        NONE
    }

    private static Authentication authentication(Table table, Optional<Protocol> protocol) {
        Optional<Authentication> authentication = table.word("auth", AUTHENTICATION);
        boolean none = authentication.filter(Authentication.NONE::equals).isPresent();
        if (none && protocol.filter(Protocol.IMAP::equals).isPresent()) {
            table.refuse(
                    "auth",
                    "a password for IMAP",
                    "\"none\"",
                    "Only mail can be sent without one. Take the key away.");
            return Authentication.PASSWORD;
        }
        return authentication.orElse(Authentication.PASSWORD);
    }

    private static Optional<String> device(Table table, Authentication authentication) {
        return switch (authentication) {
            case NONE -> table.requiredText("app", "\"printer\"");
            case PASSWORD -> {
                if (table.has("app")) {
                    table.refuse(
                            "app",
                            "`auth = \"none\"` beside it",
                            "a listener where apps log in",
                            "Take the key away: each app may log in here.");
                }
                yield Optional.empty();
            }
        };
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

    private static Optional<ListenerSecurity> security(
            Table table, List<String> addresses, Authentication authentication) {
        Optional<String> remote =
                addresses.stream().filter(address -> !Addresses.isLoopback(address)).findFirst();
        String remedy =
                switch (authentication) {
                    case PASSWORD ->
                            "Other machines reach this listener, and without TLS everybody on the"
                                    + " way reads the passwords: write \"tls\" or"
                                    + " \"starttls-required\".";
                    case NONE ->
                            "Write \"starttls-optional\" if the device may know TLS, and \"none\""
                                    + " if it does not.";
                };
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
        if (plaintext && remote.isPresent() && authentication == Authentication.PASSWORD) {
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

    private static Map<String, Authentication> authentication() {
        Map<String, Authentication> words = new LinkedHashMap<>();
        words.put("password", Authentication.PASSWORD);
        words.put("none", Authentication.NONE);
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
