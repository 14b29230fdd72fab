package dev.postern.app.client;

import dev.postern.config.Configuration;
import dev.postern.core.access.App;
import dev.postern.core.account.Protocol;
import dev.postern.core.server.ListenerSpec;

import java.util.List;
import java.util.Optional;

/**
 * Where and how one protocol is reached with one app's password.
 *
 * @param app whose password it is
 * @param issuer of the certificate that the listener shows
 */
public record Endpoint(
        App app, Protocol protocol, String host, int port, Encryption encryption, Issuer issuer) {

    /** Whom a program must believe. */
    public enum Issuer {
        LOCAL_AUTHORITY,
        /** Whoever has issued the certificate that the listener's owner has put there. */
        OTHER
    }

    /**
     * Of the listener that takes the best way.
     *
     * @param ways the best first
     * @return empty if no listener of the protocol takes any of them
     */
    public static Optional<Endpoint> of(
            App app, Protocol protocol, Configuration configuration, List<Encryption> ways) {
        List<ListenerSpec> listeners =
                configuration.listeners().stream()
                        .filter(spec -> spec.device().isEmpty() && spec.protocol() == protocol)
                        .toList();
        return ways.stream()
                .flatMap(way ->
                        listeners.stream()
                                .filter(spec -> way.isTakenBy(spec.security()))
                                .map(spec -> at(app, spec, way)))
                .findFirst();
    }

    private static Endpoint at(App app, ListenerSpec spec, Encryption way) {
        return new Endpoint(
                app,
                spec.protocol(),
                ClientSettings.host(spec),
                spec.port(),
                way,
                spec.certificate().isPresent() ? Issuer.OTHER : Issuer.LOCAL_AUTHORITY);
    }

    /** Whether a program must be told to believe the local authority. */
    public boolean needsLocalRoot() {
        return encryption != Encryption.NONE && issuer == Issuer.LOCAL_AUTHORITY;
    }
}
