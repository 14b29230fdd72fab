package dev.postern.config;

import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.OauthClient.Authentication;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the settings of a credential with OAuth: those in which it differs from what its provider
 * and our registration there give it.
 */
final class OauthWriter {

    private OauthWriter() {}

    /** Keys, and values in TOML. */
    static Map<String, String> settings(
            Credential.Oauth oauth, Optional<ProviderPreset> preset, Givens givens) {
        AuthorizationServer server = oauth.server();
        GrantKind kind = GrantKind.of(oauth.grant());
        OauthDefaults defaults =
                OauthDefaults.of(preset, kind, preset.flatMap(givens::registration));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("oauth", TomlWriter.quoted(kind.word()));
        client(oauth, defaults).forEach(settings::put);
        if (oauth.grant() instanceof Grant.ServiceAccount account) {
            settings.put("key_file", TomlWriter.quoted(account.keyFile().toString()));
        }
        Optional<String> tenant =
                defaults.tokenUrl().flatMap(url -> tenantIn(url, server.token().toString()));
        tenant.filter(word -> !defaults.tenant().equals(Optional.of(word)))
                .ifPresent(word -> settings.put("tenant", TomlWriter.quoted(word)));
        String word = tenant.or(defaults::tenant).orElse("");
        address(settings, "authorize_url", server.authorization(), defaults.authorizeUrl(), word);
        address(settings, "device_url", server.deviceAuthorization(), defaults.deviceUrl(), word);
        address(settings, "token_url", Optional.of(server.token()), defaults.tokenUrl(), word);
        if (!oauth.scopes().equals(defaults.scopes())) {
            settings.put("scopes", TomlWriter.list(oauth.scopes()));
        }
        if (!server.redirect().equals(defaults.redirect())) {
            settings.put("redirect", TomlWriter.quoted(server.redirect().toString()));
        }
        parameters(
                settings,
                "authorize_parameters",
                server.authorizationParameters(),
                defaults.authorizeParameters());
        parameters(
                settings, "token_parameters", server.tokenParameters(), defaults.tokenParameters());
        settings.putAll(TomlWriter.trust(server.trust()));
        return settings;
    }

    /** How a registration proves itself. */
    static Map<String, String> authentication(Authentication authentication) {
        Map<String, String> settings = new LinkedHashMap<>();
        switch (authentication) {
            case Authentication.None none -> {}
            case Authentication.VaultSecret secret -> {
                settings.put("client_secret", TomlWriter.quoted("vault"));
                if (secret.place() != OauthClient.SecretPlace.BODY) {
                    settings.put(
                            "secret_place", TomlWriter.word(ClientReader.PLACES, secret.place()));
                }
            }
            case Authentication.Certificate pair -> {
                settings.put("certificate", TomlWriter.quoted(pair.certificate().toString()));
                settings.put("key", TomlWriter.quoted(pair.key().toString()));
            }
        }
        return settings;
    }

    private static Map<String, String> client(Credential.Oauth oauth, OauthDefaults defaults) {
        Map<String, String> settings = new LinkedHashMap<>();
        Optional<OauthClient> given = defaults.client();
        boolean ofKeyFile = oauth.grant() instanceof Grant.ServiceAccount;
        if (!ofKeyFile && !given.equals(Optional.of(oauth.client()))) {
            settings.put("client_id", TomlWriter.quoted(oauth.client().id()));
            settings.putAll(authentication(oauth.client().authentication()));
        }
        return settings;
    }

    private static void address(
            Map<String, String> settings,
            String key,
            Optional<URI> address,
            Optional<String> given,
            String tenant) {
        Optional<URI> usual = given.map(url -> Urls.in(url, tenant));
        if (!address.equals(usual)) {
            address.ifPresent(uri -> settings.put(key, TomlWriter.quoted(uri.toString())));
        }
    }

    private static void parameters(
            Map<String, String> settings,
            String key,
            Map<String, String> parameters,
            Map<String, String> given) {
        if (!parameters.equals(given)) {
            settings.put(
                    key,
                    parameters.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(entry ->
                                    TomlWriter.quoted(entry.getKey())
                                            + " = "
                                            + TomlWriter.quoted(entry.getValue()))
                            .collect(Collectors.joining(", ", "{ ", " }")));
        }
    }

    /** What stands in {@code url} where {@code template} has {@code {tenant}}. */
    private static Optional<String> tenantIn(String template, String url) {
        int place = template.indexOf(Urls.TENANT);
        if (place < 0) {
            return Optional.empty();
        }
        String before = template.substring(0, place);
        String after = template.substring(place + Urls.TENANT.length());
        return url.startsWith(before)
                        && url.endsWith(after)
                        && url.length() > before.length() + after.length()
                ? Optional.of(url.substring(before.length(), url.length() - after.length()))
                        .filter(word -> word.indexOf('/') < 0)
                : Optional.empty();
    }
}
