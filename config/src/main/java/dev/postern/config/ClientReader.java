package dev.postern.config;

import dev.postern.core.account.OauthClient;
import dev.postern.core.account.OauthClient.Authentication;
import dev.postern.core.account.OauthClient.SecretPlace;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an {@code [[oauth_client]]}, and how a registration proves itself wherever that stands. No
 * message shows the text of {@code client_secret}.
 */
final class ClientReader {

    static final Map<String, SecretPlace> PLACES = places();

    private static final Map<String, String> VAULT = Map.of("vault", "vault");

    private ClientReader() {}

    static Optional<OauthRegistration> read(Table table, ProviderPresets presets) {
        Optional<ProviderPreset> preset = provider(table, presets);
        table.require("provider", "\"microsoft365\"");
        Optional<String> id = table.requiredText("client_id", "\"…\"");
        Optional<Authentication> authentication = authentication(table);
        Optional<String> tenant = OauthPresetReader.tenant(table);
        preset.ifPresent(known -> requireSecret(table, known, authentication));
        table.refuseUnknownKeys();
        return preset.flatMap(known ->
                id.map(text ->
                        new OauthRegistration(
                                known.name(),
                                new OauthClient(
                                        text, authentication.orElseGet(Authentication.None::new)),
                                tenant)));
    }

    /** The preset that {@code provider} names; empty if it is not there or unknown. */
    static Optional<ProviderPreset> provider(Table table, ProviderPresets presets) {
        Optional<String> name = table.text("provider");
        Optional<ProviderPreset> preset = name.flatMap(presets::byName);
        if (name.isPresent() && preset.isEmpty()) {
            var names = presets.all().stream().map(ProviderPreset::name).toList();
            table.refuse(
                    "provider",
                    "one of \"" + String.join("\", \"", names) + "\", or a [[provider]] of yours",
                    Values.quoted(name.get()),
                    Spelling.closest(name.get(), names)
                            .map(other -> "Did you mean \"" + other + "\"?")
                            .orElse("Correct it, or describe the provider in a [[provider]]."));
        }
        return preset;
    }

    static void requireSecret(
            Table table, ProviderPreset preset, Optional<Authentication> authentication) {
        boolean required =
                preset.oauth()
                        .filter(oauth -> oauth.clientSecret() == OauthPreset.ClientSecret.REQUIRED)
                        .isPresent();
        if (required && authentication.isEmpty() && !saysAnything(table)) {
            table.refuse(
                    "client_secret",
                    "client_secret = \"vault\", since a client of " + preset.title() + " has one",
                    "nothing",
                    "Add the line. The secret itself goes into the vault, which asks for it.");
        }
    }

    private static boolean saysAnything(Table table) {
        return table.has("client_secret") || table.has("certificate") || table.has("key");
    }

    /** Empty if nothing is said of it, or something wrong. */
    static Optional<Authentication> authentication(Table table) {
        boolean secret = table.has("client_secret");
        boolean certificate = table.has("certificate");
        boolean key = table.has("key");
        Optional<SecretPlace> place = table.word("secret_place", PLACES);
        if (table.has("secret_place") && !secret) {
            table.refuse(
                    "secret_place",
                    "`client_secret` beside it",
                    "nothing",
                    "Add client_secret = \"vault\", or take the key away.");
        }
        if (certificate != key) {
            table.refuse(
                    certificate ? "certificate" : "key",
                    "`certificate` and `key` together",
                    "only one of them",
                    "Name both PEM files: the certificate that the provider knows, and its key.");
        }
        if (secret && (certificate || key)) {
            table.refuse(
                    "client_secret",
                    "either `client_secret` or `certificate` and `key`",
                    "both",
                    "Take away what the provider does not know.");
        }
        Optional<Path> chain = PemFiles.read(table, "certificate");
        Optional<Path> signer = PemFiles.read(table, "key");
        if (secret) {
            return vault(table)
                    ? Optional.of(new Authentication.VaultSecret(place.orElse(SecretPlace.BODY)))
                    : Optional.empty();
        }
        return chain.flatMap(
                first -> signer.map(second -> new Authentication.Certificate(first, second)));
    }

    private static boolean vault(Table table) {
        if (!table.isText("client_secret")) {
            return table.word("client_secret", VAULT).isPresent();
        }
        boolean vault =
                table.text("client_secret").filter(text -> text.equals("vault")).isPresent();
        if (!vault) {
            table.refuse(
                    "client_secret",
                    "\"vault\"",
                    "other text",
                    "A secret never stands in this file: with \"vault\" it is asked for once and"
                            + " kept encrypted.");
        }
        return vault;
    }

    private static Map<String, SecretPlace> places() {
        Map<String, SecretPlace> words = new LinkedHashMap<>();
        for (SecretPlace place : SecretPlace.values()) {
            words.put(place.name().toLowerCase(Locale.ROOT), place);
        }
        return words;
    }
}
