package dev.postern.config;

import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.Trust;

import java.net.URI;
import java.util.List;
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
            ProviderPreset preset, PersonGrant kind, OauthRegistration registration) {
        Optional<OauthPreset> oauth = preset.oauth();
        Optional<OauthPreset.Offer> offer =
                oauth.flatMap(known -> Optional.ofNullable(known.offers().get(kind.grantKind())));
        if (oauth.isEmpty() || offer.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> tenant = registration.tenant().or(offer.get()::tenant);
        boolean wanted = offer.get().tokenUrl().contains(Urls.TENANT);
        return wanted && tenant.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        credential(
                                preset,
                                oauth.get(),
                                offer.get(),
                                kind.grant(),
                                registration.client(),
                                tenant.orElse("")));
    }

    /** The grants that a person gives. */
    public enum PersonGrant {
        CODE,
        DEVICE;

        GrantKind grantKind() {
            return switch (this) {
                case CODE -> GrantKind.CODE;
                case DEVICE -> GrantKind.DEVICE;
            };
        }

        private Grant grant() {
            return switch (this) {
                case CODE -> new Grant.AuthorizationCode();
                case DEVICE -> new Grant.DeviceCode();
            };
        }
    }

    private static Credential.Oauth credential(
            ProviderPreset preset,
            OauthPreset oauth,
            OauthPreset.Offer offer,
            Grant grant,
            OauthClient client,
            String tenant) {
        return new Credential.Oauth(
                new AuthorizationServer(
                        preset.name(),
                        Urls.in(offer.tokenUrl(), tenant),
                        in(oauth.authorizeUrl(), tenant),
                        in(oauth.deviceUrl(), tenant),
                        oauth.authorizeParameters(),
                        offer.tokenParameters(),
                        oauth.redirect(),
                        new Trust.RuntimeAuthorities(),
                        Optional.empty()),
                client,
                grant,
                List.copyOf(offer.scopes()));
    }

    private static Optional<URI> in(Optional<String> url, String tenant) {
        return url.map(text -> Urls.in(text, tenant));
    }
}
