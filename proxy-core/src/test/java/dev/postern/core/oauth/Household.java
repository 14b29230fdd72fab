package dev.postern.core.oauth;

import dev.postern.core.account.Account;
import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.OauthClient.Authentication;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.http.HttpsCaller;
import dev.postern.core.net.Transport;
import dev.postern.core.state.KeyFile;
import dev.postern.core.state.StateDirectory;
import dev.postern.core.state.StateLock;
import dev.postern.core.state.Vault;
import dev.postern.core.testing.TestAuthority;
import dev.postern.core.testing.oauth.TokenServer;
import dev.postern.core.testing.oauth.WebRequest;
import dev.postern.core.upstream.ConnectionOpener;
import dev.postern.core.upstream.ProxyPasswords;

import io.netty.channel.EventLoopGroup;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A token server over TLS, a vault, and what asks the one with what is in the other. */
final class Household implements AutoCloseable {

    static final String CLIENT = "postern";
    static final List<String> SCOPES = List.of("https://mail.example/", "offline access");

    private static final TestAuthority AUTHORITY = new TestAuthority();
    private static final TestAuthority.Identity IDENTITY = AUTHORITY.identity("localhost");

    private final Path directory;
    private final EventLoopGroup loops;
    private final ConnectionOpener connector;
    private final HttpsCaller caller;
    private final StateLock lock;
    private final Vault vault;
    private final TokenServer server;

    Household(Path directory) {
        this.directory = directory;
        Transport transport = Transport.best();
        loops = transport.eventLoops(1);
        connector = new ConnectionOpener(transport, Transport.bestTls(), ProxyPasswords.NONE);
        caller = new HttpsCaller(connector, loops);
        lock = StateLock.acquire(StateDirectory.open(directory.resolve("state")));
        vault = Vault.open(lock, new KeyFile(directory.resolve("data/vault.key")));
        server = TokenServer.overTls(IDENTITY);
    }

    TokenServer server() {
        return server;
    }

    Vault vault() {
        return vault;
    }

    TokenEndpoint endpoint() {
        return new TokenEndpoint(caller, vault, Clock.systemUTC());
    }

    DeviceAuthorization devices() {
        return new DeviceAuthorization(caller, vault, Clock.systemUTC());
    }

    AuthorizationServer described() {
        return server.described(new Trust.ExtraAuthority(AUTHORITY.writePem(directory)));
    }

    Credential.Oauth oauth() {
        return oauth(new Authentication.None());
    }

    Credential.Oauth oauth(Authentication authentication) {
        return oauth(authentication, new Grant.AuthorizationCode());
    }

    Credential.Oauth oauth(Authentication authentication, Grant grant) {
        return new Credential.Oauth(
                described(), new OauthClient(CLIENT, authentication), grant, SCOPES);
    }

    TokenReply ask(Credential.Oauth oauth, TokenRequest request) {
        return awaited(endpoint().ask(account(oauth), oauth, request));
    }

    /** Waits for the server no longer than two seconds. */
    TokenReply askImpatiently(Credential.Oauth oauth, TokenRequest request) {
        try (HttpsCaller impatient = new HttpsCaller(connector, loops, Duration.ofSeconds(2))) {
            return awaited(
                    new TokenEndpoint(impatient, vault, Clock.systemUTC())
                            .ask(account(oauth), oauth, request));
        }
    }

    DeviceReply authorize(Credential.Oauth oauth) {
        return awaited(devices().authorize(account(oauth), oauth));
    }

    /** The newest token request. */
    WebRequest seen() {
        return server.tokenRequests().getLast();
    }

    static <T> T awaited(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    static Account account(Credential credential) {
        Upstream upstream =
                new Upstream(
                        "mail.example.org",
                        993,
                        UpstreamTls.IMPLICIT,
                        new Trust.RuntimeAuthorities(),
                        "ann",
                        Optional.empty());
        return new Account(
                "work", "ann@example.org", Set.of(), Map.of(Protocol.IMAP, upstream), credential);
    }

    @Override
    public void close() {
        server.close();
        caller.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        connector.close();
        lock.close();
    }
}
