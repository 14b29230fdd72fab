package dev.postern.config;

import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.OauthClient;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a credential with OAuth takes from its provider's preset and from our registration there,
 * unless it says otherwise itself. Addresses may have {@code {tenant}} in them.
 */
record OauthDefaults(
        Optional<String> authorizeUrl,
        Optional<String> deviceUrl,
        Optional<String> tokenUrl,
        Optional<String> tenant,
        List<String> scopes,
        URI redirect,
        Map<String, String> authorizeParameters,
        Map<String, String> tokenParameters,
        Optional<OauthClient> client) {

    static OauthDefaults of(
            Optional<ProviderPreset> preset,
            GrantKind kind,
            Optional<OauthRegistration> registration) {
        Optional<OauthPreset> oauth = preset.flatMap(ProviderPreset::oauth);
        Optional<OauthPreset.Offer> offer =
                oauth.flatMap(known -> Optional.ofNullable(known.offers().get(kind)));
        // For the other grants nobody opens a page.
        Optional<OauthPreset> pages =
                kind == GrantKind.CODE || kind == GrantKind.DEVICE ? oauth : Optional.empty();
        return new OauthDefaults(
                pages.flatMap(OauthPreset::authorizeUrl),
                pages.flatMap(OauthPreset::deviceUrl),
                offer.map(OauthPreset.Offer::tokenUrl),
                registration
                        .flatMap(OauthRegistration::tenant)
                        .or(() -> offer.flatMap(OauthPreset.Offer::tenant)),
                offer.map(OauthPreset.Offer::scopes).orElse(List.of()),
                oauth.map(OauthPreset::redirect).orElse(AuthorizationServer.USUAL_REDIRECT),
                pages.map(OauthPreset::authorizeParameters).orElse(Map.of()),
                offer.map(OauthPreset.Offer::tokenParameters).orElse(Map.of()),
                registration.map(OauthRegistration::client));
    }

    /** All addresses that it has, with {@code {tenant}} as it is. */
    List<String> addresses() {
        return Stream.of(tokenUrl, authorizeUrl, deviceUrl).flatMap(Optional::stream).toList();
    }
}
