package dev.postern.config;

import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.OauthClient.Authentication;
import dev.postern.core.account.Trust;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code credential = { oauth = "code", … }}. For one account, on one thread. */
final class OauthReader {

    /** A service account has no client id: its key file says who it is. */
    private static final OauthClient OF_THE_KEY_FILE =
            new OauthClient("", new Authentication.None());

    private final Table table;
    private final Optional<ProviderPreset> preset;
    private final GrantKind kind;
    private final OauthDefaults defaults;

    private OauthReader(
            Table table, Optional<ProviderPreset> preset, GrantKind kind, OauthDefaults defaults) {
        this.table = table;
        this.preset = preset;
        this.kind = kind;
        this.defaults = defaults;
    }

    static Optional<Credential> read(
            Table table, Optional<ProviderPreset> preset, ProxyChoice proxy, Givens givens) {
        return table.word("oauth", GrantKind.words())
                .flatMap(kind ->
                        new OauthReader(
                                        table,
                                        preset,
                                        kind,
                                        OauthDefaults.of(
                                                preset, kind, preset.flatMap(givens::registration)))
                                .credential(proxy, givens));
    }

    private Optional<Credential> credential(ProxyChoice proxy, Givens givens) {
        Optional<String> token = address("token_url", defaults.tokenUrl());
        Optional<String> authorize = address("authorize_url", defaults.authorizeUrl());
        Optional<String> device = address("device_url", defaults.deviceUrl());
        List<String> addresses =
                Stream.of(token, authorize, device).flatMap(Optional::stream).toList();
        Optional<String> tenant = tenant(addresses);
        List<String> scopes = table.texts("scopes").orElse(defaults.scopes());
        URI redirect = Urls.redirect(table, "redirect").orElse(defaults.redirect());
        Map<String, String> authorizeParameters =
                Parameters.read(table, "authorize_parameters")
                        .orElse(defaults.authorizeParameters());
        Map<String, String> tokenParameters =
                Parameters.read(table, "token_parameters").orElse(defaults.tokenParameters());
        Trust trust = TrustReader.read(table);
        Optional<OauthClient> client = client();
        Optional<Grant> grant = grant();
        requireAddresses();
        table.refuseUnknownKeys();
        boolean resolved =
                tenant.isPresent()
                        || addresses.stream().noneMatch(url -> url.contains(Urls.TENANT));
        if (token.isEmpty() || client.isEmpty() || grant.isEmpty() || !resolved) {
            return Optional.empty();
        }
        String word = tenant.orElse("");
        URI tokenUrl = Urls.in(token.get(), word);
        AuthorizationServer server =
                new AuthorizationServer(
                        preset.map(ProviderPreset::name).orElse(tokenUrl.getHost()),
                        tokenUrl,
                        authorize.map(url -> Urls.in(url, word)),
                        device.map(url -> Urls.in(url, word)),
                        authorizeParameters,
                        tokenParameters,
                        redirect,
                        trust,
                        givens.tokenProxy(proxy, tokenUrl));
        return Optional.of(new Credential.Oauth(server, client.get(), grant.get(), scopes));
    }

    private Optional<String> address(String key, Optional<String> given) {
        return table.has(key) ? Urls.endpoint(table, key) : given;
    }

    private void requireAddresses() {
        if (isNowhere()) {
            table.refuse(
                    preset.isPresent() ? "oauth" : "token_url",
                    preset.map(this::offered).orElse("`token_url`, or `provider` in the account"),
                    preset.isPresent() ? "\"" + kind.word() + "\"" : "neither",
                    preset.isPresent()
                            ? "If the provider does take it, write `token_url` and `scopes` here."
                            : "Name a provider that Postern knows, or write where tokens come"
                                    + " from.");
        }
        if (kind == GrantKind.CODE) {
            require("authorize_url", defaults.authorizeUrl());
        }
        if (kind == GrantKind.DEVICE) {
            require("device_url", defaults.deviceUrl());
        }
    }

    /** Nothing says where tokens come from, which makes all else that is missing a detail. */
    private boolean isNowhere() {
        return !table.has("token_url") && defaults.tokenUrl().isEmpty();
    }

    private String offered(ProviderPreset known) {
        String words =
                known.oauth().stream()
                        .flatMap(oauth -> oauth.offers().keySet().stream())
                        .sorted()
                        .map(offer -> "\"" + offer.word() + "\"")
                        .collect(Collectors.joining(", "));
        return words.isEmpty()
                ? "no OAuth at " + known.title() + ", which is not known to have any"
                : "one of " + words + " at " + known.title();
    }

    private void require(String key, Optional<String> given) {
        if (!table.has(key) && given.isEmpty() && !isNowhere()) {
            table.refuse(
                    key,
                    "a value, since oauth is \"" + kind.word() + "\"",
                    "nothing",
                    "Add a line like: " + key + " = \"https://…\"");
        }
    }

    private Optional<String> tenant(List<String> addresses) {
        boolean wanted = addresses.stream().anyMatch(url -> url.contains(Urls.TENANT));
        Optional<String> written = OauthPresetReader.tenant(table);
        if (table.has("tenant") && !wanted) {
            table.refuse(
                    "tenant",
                    "an address with {tenant} in it",
                    "none",
                    "Take the key away, or write {tenant} where the address has the organisation's"
                            + " id.");
        } else if (wanted && !table.has("tenant") && defaults.tenant().isEmpty()) {
            table.refuse(
                    "tenant",
                    "the organisation's id, since oauth is \"" + kind.word() + "\"",
                    "nothing",
                    "Add tenant = \"…\" here or in the [[oauth_client]]: the directory (tenant) id"
                            + " or a domain of the organisation.");
        }
        return written.or(defaults::tenant);
    }

    private Optional<OauthClient> client() {
        Optional<String> id = table.text("client_id");
        Optional<Authentication> written = ClientReader.authentication(table);
        if (kind == GrantKind.SERVICE_ACCOUNT) {
            refuseBesideKeyFile();
            return Optional.of(OF_THE_KEY_FILE);
        }
        if (!table.has("client_id") && isNowhere()) {
            return Optional.empty();
        }
        if (!table.has("client_id") && defaults.client().isEmpty()) {
            table.refuse(
                    "client_id",
                    preset.map(known ->
                                    "`client_id`, or an [[oauth_client]] with provider = \""
                                            + known.name()
                                            + "\"")
                            .orElse("`client_id`"),
                    "neither",
                    register());
            return Optional.empty();
        }
        if (table.has("client_id")) {
            preset.ifPresent(known -> ClientReader.requireSecret(table, known, written));
        }
        Optional<OauthClient> client =
                (table.has("client_id") ? id : defaults.client().map(OauthClient::id))
                        .map(text -> new OauthClient(text, authentication(text, written)));
        if (kind == GrantKind.CLIENT_CREDENTIALS
                && !saysHowItIsKnown()
                && client.filter(it -> it.authentication() instanceof Authentication.None)
                        .isPresent()) {
            table.refuse(
                    "client_secret",
                    "`client_secret`, or `certificate` and `key`",
                    "neither",
                    "With client-credentials the registration itself signs in: add client_secret ="
                            + " \"vault\" here or in the [[oauth_client]].");
        }
        return client;
    }

    /** What is written here; or what the registration has, if it is the same client. */
    private Authentication authentication(String id, Optional<Authentication> written) {
        return written.or(() ->
                        defaults.client()
                                .filter(known -> known.id().equals(id) && !saysHowItIsKnown())
                                .map(OauthClient::authentication))
                .orElseGet(Authentication.None::new);
    }

    private boolean saysHowItIsKnown() {
        return table.has("client_secret") || table.has("certificate") || table.has("key");
    }

    private String register() {
        String how =
                preset.flatMap(ProviderPreset::oauth)
                        .map(oauth -> oauth.register().sentence() + " ")
                        .orElse("The provider gives one to programs that are registered there. ");
        return how
                + preset.map(known ->
                                "Then write it once, in postern.toml: [[oauth_client]], and below"
                                        + " it provider = \""
                                        + known.name()
                                        + "\" and client_id = \"…\".")
                        .orElse("Then write it here: client_id = \"…\".");
    }

    private void refuseBesideKeyFile() {
        for (String key : List.of("client_id", "client_secret", "certificate", "key")) {
            if (table.has(key)) {
                table.refuse(
                        key,
                        "`key_file` only, since oauth is \"service-account\"",
                        "`" + key + "` too",
                        "Take it away: the key file says who the service account is.");
            }
        }
    }

    private Optional<Grant> grant() {
        if (kind != GrantKind.SERVICE_ACCOUNT && table.has("key_file")) {
            table.refuse(
                    "key_file",
                    "oauth = \"service-account\" beside it",
                    "\"" + kind.word() + "\"",
                    "Take one of them away; the key of a certificate is `key`.");
        }
        return switch (kind) {
            case CODE -> Optional.of(new Grant.AuthorizationCode());
            case DEVICE -> Optional.of(new Grant.DeviceCode());
            case CLIENT_CREDENTIALS -> Optional.of(new Grant.ClientCredentials());
            case PASSWORD -> Optional.of(new Grant.Password());
            case SERVICE_ACCOUNT -> {
                table.require("key_file", "\"service-account.json\"");
                yield PemFiles.read(table, "key_file", "JSON").map(Grant.ServiceAccount::new);
            }
        };
    }
}
