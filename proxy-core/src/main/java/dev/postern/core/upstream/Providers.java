package dev.postern.core.upstream;

import dev.postern.core.credential.CredentialSource;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamLogin;

import io.netty.channel.EventLoop;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Logs in to providers with the real credentials of accounts. Thread-safe; lives as long as the
 * process.
 */
public final class Providers implements UpstreamLogins {

    private final UpstreamConnector connector;
    private final CredentialSource credentials;

    public Providers(UpstreamConnector connector, CredentialSource credentials) {
        this.connector = connector;
        this.credentials = credentials;
    }

    @Override
    public ProviderLogin login(
            LoginTarget target,
            Function<UpstreamLogin, UpstreamDialogue> dialogues,
            EventLoop loop,
            String session,
            Consumer<Dialled> result) {
        ProviderLogin login =
                new ProviderLogin(
                        connector,
                        credentials,
                        target.account(),
                        target.upstream(),
                        dialogues,
                        loop,
                        session,
                        result);
        login.start();
        return login;
    }
}
