package dev.postern.config;

import dev.postern.core.account.ProxyServer;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What an account takes from elsewhere in the configuration, unless it says otherwise. */
record Givens(
        ProviderPresets presets,
        List<OauthRegistration> registrations,
        ProxyChoice proxy,
        ProxyEnvironment environment) {

    /** Of a configuration that says nothing. */
    static final Givens NONE =
            new Givens(
                    ProviderPresets.builtIn(),
                    List.of(),
                    new ProxyChoice.Unsaid(),
                    ProxyEnvironment.NONE);

    Givens {
        registrations = List.copyOf(registrations);
    }

    /** For writing: what is written never depends on the environment. */
    static Givens of(Configuration configuration) {
        return new Givens(
                configuration.presets(),
                configuration.oauthClients(),
                configuration
                        .bridge()
                        .proxy()
                        .<ProxyChoice>map(ProxyChoice.Through::new)
                        .orElseGet(ProxyChoice.Unsaid::new),
                ProxyEnvironment.NONE);
    }

    Optional<OauthRegistration> registration(ProviderPreset preset) {
        return registrations.stream()
                .filter(registration -> registration.provider().equals(preset.name()))
                .findFirst();
    }

    /** Towards mail servers. */
    Optional<ProxyServer> mailProxy(ProxyChoice own) {
        return chosen(own).server();
    }

    /** Towards a token endpoint. */
    Optional<ProxyServer> tokenProxy(ProxyChoice own, URI token) {
        return switch (chosen(own)) {
            case ProxyChoice.Unsaid unsaid -> environment.towards(token.getHost());
            case ProxyChoice.Direct direct -> Optional.empty();
            case ProxyChoice.Through(ProxyServer through) -> Optional.of(through);
        };
    }

    private ProxyChoice chosen(ProxyChoice own) {
        return own instanceof ProxyChoice.Unsaid ? proxy : own;
    }
}
