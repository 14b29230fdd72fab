package dev.postern.config;

import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code [account.imap]} and {@code [account.smtp]}. */
final class UpstreamReader {

    static final Map<String, UpstreamTls> TLS = tls();

    static final Map<String, SecretKind> MECHANISMS = mechanisms();

    /**
     * On these, providers begin in plaintext; that somebody forgot to say so is likelier than that
     * they don't.
     */
    private static final Set<Integer> STARTTLS_PORTS = Set.of(25, 143, 587);

    private UpstreamReader() {}

    /**
     * @param preset whose server it is where no host is written
     * @param usualUser as whom to log in where nothing is said of it
     */
    static Optional<Upstream> read(
            Table table,
            Protocol protocol,
            Optional<ProviderPreset.Server> preset,
            Optional<String> usualUser,
            Optional<Credential> credential) {
        Optional<ProviderPreset.Server> given = table.has("host") ? Optional.empty() : preset;
        Optional<String> host = given.map(ProviderPreset.Server::host).or(() -> Hosts.read(table));
        Optional<UpstreamTls> tls =
                table.has("tls")
                        ? table.word("tls", TLS)
                        : given.map(ProviderPreset.Server::tls)
                                .or(() -> Optional.of(UpstreamTls.IMPLICIT));
        Optional<Integer> port =
                table.has("port")
                        ? ListenerReader.port(table)
                        : given.filter(server -> tls.filter(server.tls()::equals).isPresent())
                                .map(ProviderPreset.Server::port)
                                .or(() -> tls.map(kind -> usualPort(protocol, kind)));
        port.filter(STARTTLS_PORTS::contains)
                .filter(number -> !table.has("tls") && given.isEmpty())
                .ifPresent(number ->
                        table.refuse(
                                "port",
                                "`tls` beside port " + number,
                                "nothing",
                                "Most servers want tls = \"starttls\" on this port."));
        Optional<String> user = table.has("user") ? table.text("user") : usualUser;
        Optional<String> mechanism = mechanism(table, credential);
        Trust trust = TrustReader.read(table);
        table.refuseUnknownKeys();
        if (host.isEmpty() || tls.isEmpty() || port.isEmpty() || user.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Upstream(host.get(), port.get(), tls.get(), trust, user.get(), mechanism));
    }

    /** Registered for {@code protocol}, {@code tls} being as it is (RFC 8314). */
    static int usualPort(Protocol protocol, UpstreamTls tls) {
        return switch (protocol) {
            case IMAP ->
                    switch (tls) {
                        case IMPLICIT -> 993;
                        case STARTTLS -> 143;
                    };
            case SMTP ->
                    switch (tls) {
                        case IMPLICIT -> 465;
                        case STARTTLS -> 587;
                    };
        };
    }

    private static Optional<String> mechanism(Table table, Optional<Credential> credential) {
        Map<String, String> words = new LinkedHashMap<>();
        MECHANISMS.keySet().forEach(name -> words.put(name, name));
        Optional<String> mechanism = table.word("mechanism", words);
        if (mechanism.isPresent() && credential.isPresent()) {
            SecretKind kind = CredentialReader.kindOf(credential.get());
            if (MECHANISMS.get(mechanism.get()) != kind) {
                List<String> usable =
                        words.keySet().stream()
                                .filter(name -> MECHANISMS.get(name) == kind)
                                .toList();
                table.refuse(
                        "mechanism",
                        String.join(" or ", usable)
                                + ", since the credential is a "
                                + kind.name().toLowerCase(Locale.ROOT),
                        mechanism.get(),
                        "Take the key away to use the best that the server offers, or correct"
                                + " `kind` of the credential.");
            }
        }
        return mechanism;
    }

    private static Map<String, UpstreamTls> tls() {
        Map<String, UpstreamTls> words = new LinkedHashMap<>();
        words.put("implicit", UpstreamTls.IMPLICIT);
        words.put("starttls", UpstreamTls.STARTTLS);
        return words;
    }

    private static Map<String, SecretKind> mechanisms() {
        Map<String, SecretKind> kinds = new LinkedHashMap<>();
        kinds.put("SCRAM-SHA-256", SecretKind.PASSWORD);
        kinds.put("PLAIN", SecretKind.PASSWORD);
        kinds.put("LOGIN", SecretKind.PASSWORD);
        kinds.put("XOAUTH2", SecretKind.TOKEN);
        kinds.put("OAUTHBEARER", SecretKind.TOKEN);
        return kinds;
    }
}
