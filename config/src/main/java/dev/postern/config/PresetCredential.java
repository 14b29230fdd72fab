package dev.postern.config;

import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.Trust;

import java.util.Optional;

/**
 * What {@code credential = { oauth = "…" }} means at a well-known provider, for a program that is
 * about to write it.
 */
public final class PresetCredential {

    private PresetCredential() {}

    /**
     * Empty if the provider is not known to offer that, or if its addresses want a tenant and
     * nobody has named one.
     *
     * @param registration ours at this provider
     */
    public static Optional<Credential.Oauth> of(
            ProviderPreset preset, Grant grant, OauthRegistration registration) {
        OauthDefaults defaults =
                OauthDefaults.of(
                        Optional.of(preset), GrantKind.of(grant), Optional.of(registration));
        boolean resolved =
                defaults.tenant().isPresent()
                        || defaults.addresses().stream().noneMatch(it -> it.contains(Urls.TENANT));
        return defaults.tokenUrl()
                .filter(token -> resolved)
                .map(token ->
                        new Credential.Oauth(
                                server(preset, defaults, token),
                                registration.client(),
                                grant,
                                defaults.scopes()));
    }

    private static AuthorizationServer server(
            ProviderPreset preset, OauthDefaults defaults, String token) {
        String tenant = defaults.tenant().orElse("");
        return new AuthorizationServer(
                preset.name(),
                Urls.in(token, tenant),
                defaults.authorizeUrl().map(url -> Urls.in(url, tenant)),
                defaults.deviceUrl().map(url -> Urls.in(url, tenant)),
                defaults.authorizeParameters(),
                defaults.tokenParameters(),
                defaults.redirect(),
                new Trust.RuntimeAuthorities(),
                Optional.empty());
    }
}
