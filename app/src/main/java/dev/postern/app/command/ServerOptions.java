package dev.postern.app.command;

import dev.postern.app.discovery.Found;
import dev.postern.app.discovery.ServerSearch;
import dev.postern.config.ProviderPreset;
import dev.postern.config.ProviderPresets;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The options that say where a mailbox is, and as whom to log in there. */
final class ServerOptions {

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description =
                    "Whose servers to use if the address is in a domain of your own: gmail,"
                            + " fastmail, …")
    private @Nullable String provider;

    @Option(
            names = "--imap-host",
            paramLabel = "HOST[:PORT]",
            description = "The provider's IMAP server.")
    private @Nullable String imapHost;

    @Option(
            names = "--imap-tls",
            paramLabel = "KIND",
            description = "implicit or starttls; otherwise what fits the port.")
    private @Nullable String imapTls;

    @Option(
            names = "--smtp-host",
            paramLabel = "HOST[:PORT]",
            description = "The provider's SMTP server.")
    private @Nullable String smtpHost;

    @Option(
            names = "--smtp-tls",
            paramLabel = "KIND",
            description = "implicit or starttls; otherwise what fits the port.")
    private @Nullable String smtpTls;

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = "The user name at the provider, if it is not the address.")
    private @Nullable String user;

    @Option(names = "--imap-user", paramLabel = "USER", description = "The same, for IMAP only.")
    private @Nullable String imapUser;

    @Option(names = "--smtp-user", paramLabel = "USER", description = "The same, for SMTP only.")
    private @Nullable String smtpUser;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "PEM file of a certification authority to believe as well.")
    private @Nullable Path authority;

    @Option(
            names = "--pin",
            paramLabel = "SHA256",
            description = "Believe exactly the certificate with this fingerprint.")
    private @Nullable String pin;

    @Option(
            names = "--yes",
            description = "Use the servers that are found for the address without asking.")
    private boolean yes;

    /** The servers, and the preset that they are from. */
    record Chosen(Map<Protocol, Upstream> upstreams, Optional<ProviderPreset> preset) {}

    Chosen chosen(String address, ProviderPresets presets, Terminal terminal, ServerSearch search)
            throws CommandException {
        if (imapHost != null || smtpHost != null) {
            return new Chosen(named(address), Optional.empty());
        }
        Optional<ProviderPreset> known =
                provider == null ? presets.byAddress(address) : presets.byName(provider);
        if (known.isPresent()) {
            return preset(known.get(), address);
        }
        if (provider != null) {
            throw unknown(provider, presets);
        }
        FoundServers servers = new FoundServers(terminal, search, FoundServers.Consent.option(yes));
        return switch (servers.find(address, presets)) {
            case Found.Preset found -> preset(found.preset(), address);
            case Found.Servers found -> new Chosen(upstreams(found, address), Optional.empty());
            case Found.Nothing ignored ->
                    throw unknown(address.substring(address.indexOf('@') + 1), presets);
        };
    }

    private Map<Protocol, Upstream> upstreams(Found.Servers found, String address)
            throws CommandException {
        Map<Protocol, Upstream> upstreams = new EnumMap<>(Protocol.class);
        Trust trust = trust();
        found.imap()
                .ifPresent(server ->
                        upstreams.put(
                                Protocol.IMAP,
                                upstream(server, Protocol.IMAP, found, trust, address)));
        found.smtp()
                .ifPresent(server ->
                        upstreams.put(
                                Protocol.SMTP,
                                upstream(server, Protocol.SMTP, found, trust, address)));
        return upstreams;
    }

    private Upstream upstream(
            Found.Server server,
            Protocol protocol,
            Found.Servers found,
            Trust trust,
            String address) {
        return new Upstream(
                server.host(),
                server.port(),
                server.tls(),
                trust,
                userOf(protocol, found.user().orElse(address)),
                Optional.empty());
    }

    private Map<Protocol, Upstream> named(String address) throws CommandException {
        Map<Protocol, Upstream> upstreams = new EnumMap<>(Protocol.class);
        if (imapHost != null) {
            upstreams.put(
                    Protocol.IMAP,
                    ServerOption.read("--imap-host", imapHost)
                            .upstream(
                                    "--imap-tls",
                                    Protocol.IMAP,
                                    imapTls,
                                    trust(),
                                    userOf(Protocol.IMAP, address)));
        }
        if (smtpHost != null) {
            upstreams.put(
                    Protocol.SMTP,
                    ServerOption.read("--smtp-host", smtpHost)
                            .upstream(
                                    "--smtp-tls",
                                    Protocol.SMTP,
                                    smtpTls,
                                    trust(),
                                    userOf(Protocol.SMTP, address)));
        }
        return upstreams;
    }

    private static CommandException unknown(String name, ProviderPresets presets) {
        return new CommandException(
                ExitCode.USAGE,
                "%s is no provider that Postern knows. Name its servers with --imap-host and --smtp-host; or, if the mailbox is at one of these, with --provider: %s"
                        .formatted(
                                name,
                                presets.all().stream()
                                        .map(ProviderPreset::name)
                                        .collect(Collectors.joining(", "))));
    }

    /** What the provider takes must be what the account has. */
    static void refuseWhatIsNotTaken(ProviderPreset preset, Credential credential)
            throws CommandException {
        if (preset.signIn() == ProviderPreset.SignIn.OAUTH_ONLY && !isToken(credential)) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "%s takes no passwords, only OAuth. Leave --password-stdin and --command away to sign in; or let a program print a token: --command 'PROGRAM ARGUMENTS' --command-kind token"
                            .formatted(preset.title()));
        }
    }

    private Chosen preset(ProviderPreset preset, String address) {
        Map<Protocol, Upstream> upstreams = new EnumMap<>(Protocol.class);
        for (Protocol protocol : Protocol.values()) {
            upstreams.put(protocol, preset.upstream(protocol, userOf(protocol, address)));
        }
        return new Chosen(upstreams, Optional.of(preset));
    }

    private static boolean isToken(Credential credential) {
        return switch (credential) {
            case Credential.VaultPassword ignored -> false;
            case Credential.Command command -> command.kind() == SecretKind.TOKEN;
            case Credential.Oauth ignored -> true;
        };
    }

    private String userOf(Protocol protocol, String address) {
        String own =
                switch (protocol) {
                    case IMAP -> imapUser;
                    case SMTP -> smtpUser;
                };
        if (own != null) {
            return own;
        }
        return user == null ? address : user;
    }

    private Trust trust() throws CommandException {
        if (authority != null && pin != null) {
            throw new CommandException(
                    ExitCode.USAGE, "Expected --ca-file or --pin, found both: take one away.");
        }
        if (authority != null) {
            return new Trust.ExtraAuthority(authority.toAbsolutePath().normalize());
        }
        if (pin == null) {
            return new Trust.RuntimeAuthorities();
        }
        String digits = pin.replace(":", "").toLowerCase(Locale.ROOT);
        if (!digits.matches("[0-9a-f]{64}")) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--pin: expected 64 hexadecimal digits, with or without colons. This prints"
                            + " them: openssl x509 -in FILE -noout -fingerprint -sha256");
        }
        return new Trust.Pinned(digits);
    }
}
