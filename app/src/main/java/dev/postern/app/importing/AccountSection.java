package dev.postern.app.importing;

import dev.postern.config.GrantKind;
import dev.postern.config.OauthPreset;
import dev.postern.config.ProviderPreset;
import dev.postern.config.ProviderPresets;
import dev.postern.core.account.Account;
import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.OauthClient.Authentication;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One section with an address for its name. For one account, on one thread. */
final class AccountSection {

    private final IniFile.Section section;
    private final Servers servers;
    private final Path directory;
    private final List<Takeover.Note> notes = new ArrayList<>();
    private final Optional<URI> token;
    private final Optional<ProviderPreset> preset;

    AccountSection(
            IniFile.Section section, ProviderPresets presets, Servers servers, Path directory) {
        this.section = section;
        this.servers = servers;
        this.directory = directory;
        token = address("token_url");
        preset = token.flatMap(url -> preset(url, presets));
    }

    Takeover takeover(String name) {
        Optional<Account> account = account(name);
        return new Takeover(section.name(), section.line(), account, notes);
    }

    private Optional<Account> account(String name) {
        Optional<String> why = unusable();
        if (why.isPresent()) {
            notes.add(new Takeover.Note(section.line(), section.name(), why.get()));
            return Optional.empty();
        }
        Optional<GrantKind> kind = kind();
        Map<Protocol, Upstream> upstreams = upstreams();
        if (kind.isEmpty() || upstreams.isEmpty()) {
            return Optional.empty();
        }
        Optional<Credential> credential = credential(kind.get());
        if (credential.isPresent()) {
            section.values()
                    .keySet()
                    .forEach(key ->
                            AccountKeys.said(section, key).ifPresent(said -> say(key, said)));
        }
        return credential.map(oauth ->
                new Account(
                        name,
                        section.name(),
                        Set.of(),
                        upstreams,
                        oauth,
                        preset.map(ProviderPreset::name)));
    }

    private Optional<String> unusable() {
        if (section.name().equals("@")) {
            return Optional.of(
                    "not taken over: an account for all domains is none that Postern has; name each"
                            + " domain");
        }
        if (token.isEmpty() || section.text("client_id").isEmpty()) {
            return Optional.of("not taken over: it needs a token_url and a client_id");
        }
        return AccountKeys.isSample(section, "client_id")
                        || AccountKeys.isSample(section, "token_url")
                ? Optional.of("not taken over: its client_id or token_url is still the sample's")
                : Optional.empty();
    }

    private Optional<GrantKind> kind() {
        String flow = section.text("oauth2_flow").orElse("authorization_code");
        Optional<GrantKind> kind =
                Optional.ofNullable(
                        switch (flow) {
                            case "authorization_code" -> GrantKind.CODE;
                            case "device" -> GrantKind.DEVICE;
                            case "client_credentials" -> GrantKind.CLIENT_CREDENTIALS;
                            case "password" -> GrantKind.PASSWORD;
                            case "service_account" -> GrantKind.SERVICE_ACCOUNT;
                            default -> null;
                        });
        boolean person =
                kind.filter(it -> it != GrantKind.CLIENT_CREDENTIALS)
                        .filter(it -> it != GrantKind.SERVICE_ACCOUNT)
                        .isPresent();
        if (kind.isEmpty()) {
            say("oauth2_flow", "not taken over, so neither is the account: no flow of OAuth 2.0");
        } else if (person && section.name().startsWith("@")) {
            say(
                    section.name(),
                    "not taken over: with this flow one person signs in, so each address needs an"
                            + " account of its own");
            return Optional.empty();
        } else {
            say("oauth2_flow", "oauth = \"" + kind.get().word() + "\"");
        }
        return kind;
    }

    private Map<Protocol, Upstream> upstreams() {
        Map<Protocol, Upstream> upstreams = new EnumMap<>(Protocol.class);
        for (Protocol protocol : Protocol.values()) {
            preset.map(known -> known.upstream(protocol, section.name()))
                    .or(() -> servers.only(protocol).map(server -> server.as(section.name())))
                    .ifPresent(server -> {
                        upstreams.put(protocol, server);
                        if (servers.isElsewhere(protocol, server.host())) {
                            say(
                                    section.name(),
                                    "the file has no %s server %s; Postern uses that one all the same, as the provider's"
                                            .formatted(protocol, server.host()));
                        }
                    });
        }
        if (upstreams.isEmpty()) {
            say(
                    section.name(),
                    "not taken over: Postern does not know this provider, and the file does not say"
                            + " which of its servers are the account's");
        } else {
            say(
                    section.name(),
                    preset.map(known -> "provider = \"" + known.name() + "\"")
                            .orElse("with the file's only servers"));
        }
        return upstreams;
    }

    private Optional<Credential> credential(GrantKind kind) {
        Optional<OauthPreset> oauth = preset.flatMap(ProviderPreset::oauth);
        boolean page = kind == GrantKind.CODE || kind == GrantKind.DEVICE;
        Optional<URI> permission = address("permission_url");
        Optional<Grant> grant = grant(kind);
        if (grant.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> tokenParameters = new LinkedHashMap<>();
        section.text("oauth2_resource")
                .ifPresent(resource -> tokenParameters.put("resource", resource));
        URI tokenUrl = token.orElseThrow();
        AuthorizationServer server =
                new AuthorizationServer(
                        preset.map(ProviderPreset::name).orElse(tokenUrl.getHost()),
                        tokenUrl,
                        kind == GrantKind.CODE ? permission : Optional.empty(),
                        kind == GrantKind.DEVICE ? permission : Optional.empty(),
                        page
                                ? oauth.map(OauthPreset::authorizeParameters).orElse(Map.of())
                                : Map.of(),
                        tokenParameters,
                        redirect(kind, oauth),
                        new Trust.RuntimeAuthorities(),
                        Optional.empty());
        OauthClient client =
                kind == GrantKind.SERVICE_ACCOUNT
                        ? new OauthClient("", new Authentication.None())
                        : new OauthClient(section.text("client_id").orElse(""), authentication());
        return Optional.of(
                new Credential.Oauth(server, client, grant.get(), AccountKeys.scopes(section)));
    }

    private Optional<Grant> grant(GrantKind kind) {
        return switch (kind) {
            case CODE -> Optional.of(new Grant.AuthorizationCode());
            case DEVICE -> Optional.of(new Grant.DeviceCode());
            case CLIENT_CREDENTIALS -> Optional.of(new Grant.ClientCredentials());
            case PASSWORD -> Optional.of(new Grant.Password());
            case SERVICE_ACCOUNT -> serviceAccount();
        };
    }

    private Optional<Grant> serviceAccount() {
        if (section.text("client_id").filter("file"::equals).isEmpty()) {
            say(
                    "client_secret",
                    "not taken over, so neither is the account: write the key into a file that only"
                            + " you can read, and name it as key_file");
            return Optional.empty();
        }
        Optional<Path> key = path("client_secret");
        if (key.isEmpty()) {
            say(
                    "client_secret",
                    "not taken over, so neither is the account: " + AccountKeys.NO_PATH);
        }
        return key.map(Grant.ServiceAccount::new);
    }

    private Authentication authentication() {
        Optional<Path> certificate = path("jwt_certificate_path");
        Optional<Path> key = path("jwt_key_path");
        if (certificate.isPresent() && key.isPresent()) {
            return new Authentication.Certificate(certificate.get(), key.get());
        }
        return (section.values().containsKey("client_secret")
                                && !AccountKeys.isSample(section, "client_secret"))
                        || section.values().containsKey("client_secret_encrypted")
                ? new Authentication.VaultSecret(OauthClient.SecretPlace.BODY)
                : new Authentication.None();
    }

    private URI redirect(GrantKind kind, Optional<OauthPreset> oauth) {
        URI usual = oauth.map(OauthPreset::redirect).orElse(AuthorizationServer.USUAL_REDIRECT);
        Optional<URI> written = kind == GrantKind.CODE ? address("redirect_uri") : Optional.empty();
        // Without a port it was never listened at: a window of that program looked for it.
        return written.filter(uri -> uri.getPort() > 0).orElse(usual);
    }

    private void say(String key, String said) {
        IniFile.Value value = section.values().get(key);
        notes.add(new Takeover.Note(value == null ? section.line() : value.line(), key, said));
    }

    private Optional<Path> path(String key) {
        return AccountKeys.path(section, key).map(path -> directory.resolve(path).normalize());
    }

    private Optional<URI> address(String key) {
        return AccountKeys.address(section, key);
    }

    private Optional<ProviderPreset> preset(URI url, ProviderPresets presets) {
        List<ProviderPreset> known =
                presets.all().stream().filter(it -> hasTokensFrom(it, url)).toList();
        return presets.byAddress(section.name())
                .filter(known::contains)
                .or(() -> known.stream().findFirst());
    }

    private static boolean hasTokensFrom(ProviderPreset preset, URI url) {
        return preset.oauth().stream()
                .flatMap(oauth -> oauth.offers().values().stream())
                .anyMatch(offer ->
                        AccountKeys.uri(offer.tokenUrl().replace("{tenant}", "tenant"))
                                .filter(known -> known.getHost().equalsIgnoreCase(url.getHost()))
                                .isPresent());
    }
}
