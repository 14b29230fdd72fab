package dev.postern.core.upstream;

import dev.postern.core.account.Account;
import dev.postern.core.account.Upstream;
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
public final class Providers {

    private final UpstreamConnector connector;
    private final CredentialSource credentials;

    public Providers(UpstreamConnector connector, CredentialSource credentials) {
        this.connector = connector;
        this.credentials = credentials;
    }

    /**
     * Starts a login.
     *
     * @param dialogues makes a fresh dialogue for each try
     * @param loop the event loop of the client: everything happens on it, and the upstream's
     *     channel stays on it
     * @param session for the log
     * @param result told once, on {@code loop}, unless the login is cancelled
     */
    public ProviderLogin login(
            Account account,
            Upstream upstream,
            Function<UpstreamLogin, UpstreamDialogue> dialogues,
            EventLoop loop,
            String session,
            Consumer<Dialled> result) {
        ProviderLogin login =
                new ProviderLogin(
                        connector,
                        credentials,
                        account,
                        upstream,
                        dialogues,
                        loop,
                        session,
                        result);
        login.start();
        return login;
    }
}
