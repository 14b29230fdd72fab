package dev.postern.app.bridge;

import dev.postern.config.Configuration;
import dev.postern.core.account.Protocol;
import dev.postern.core.credential.CredentialSource;
import dev.postern.core.session.Frontend;
import dev.postern.core.spare.SpareListener;
import dev.postern.core.spare.SpareTimes;
import dev.postern.core.spare.Spares;
import dev.postern.core.upstream.ConnectionOpener;
import dev.postern.core.upstream.Providers;
import dev.postern.core.upstream.UpstreamConnector;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** How a bridge gets to its providers: with a spare where there is one, else by a login. */
final class ProviderAccess {

    /**
     * For name, connection, TLS and login at a provider together. Mail programs give up after 30
     * seconds or more, and should hear our answer before they do.
     */
    private static final Duration DIAL_DEADLINE = Duration.ofSeconds(20);

    private ProviderAccess() {}

    static Spares through(
            ConnectionOpener opener,
            CredentialSource credentials,
            Map<Protocol, Frontend> frontends,
            Supplier<Configuration> running,
            SpareListener listener) {
        return new Spares(
                new Providers(new UpstreamConnector(opener, DIAL_DEADLINE), credentials),
                credentials,
                frontends,
                account -> running.get().accounts().contains(account),
                SpareTimes.STANDARD,
                listener);
    }
}
