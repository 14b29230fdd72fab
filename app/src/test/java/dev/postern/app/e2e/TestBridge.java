package dev.postern.app.e2e;

import dev.postern.app.authorization.NobodyIsAsked;
import dev.postern.core.access.App;
import dev.postern.core.access.AppAuthenticator;
import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.Directory;
import dev.postern.core.access.Verifiers;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.audit.AuditTrail;
import dev.postern.core.credential.ConfiguredCredentials;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.net.InheritedSockets;
import dev.postern.core.net.Transport;
import dev.postern.core.oauth.TokenService;
import dev.postern.core.secret.Secret;
import dev.postern.core.server.BridgeServer;
import dev.postern.core.server.ListenFailedException;
import dev.postern.core.server.ListenerSpec;
import dev.postern.core.server.ListenerTls;
import dev.postern.core.session.Deadlines;
import dev.postern.core.session.Frontend;
import dev.postern.core.session.OpenSessions;
import dev.postern.core.session.SessionServices;
import dev.postern.core.spare.SpareListener;
import dev.postern.core.spare.SpareTimes;
import dev.postern.core.spare.Spares;
import dev.postern.core.state.KeyFile;
import dev.postern.core.state.StateDirectory;
import dev.postern.core.state.StateLock;
import dev.postern.core.state.Vault;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.TestAuthority;
import dev.postern.core.testing.log.SecretWatch;
import dev.postern.core.token.TokenEngine;
import dev.postern.core.token.TokenListener;
import dev.postern.core.upstream.ConnectionOpener;
import dev.postern.core.upstream.Providers;
import dev.postern.core.upstream.ProxyPasswords;
import dev.postern.core.upstream.UpstreamConnector;

import io.netty.handler.ssl.SslProvider;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A bridge with one account and one app, and for each protocol of the account three listeners:
 * plaintext, STARTTLS required, TLS.
 */
final class TestBridge implements AutoCloseable {

    /** The user name at the bridge and, so that tests stay short, at the provider. */
    static final String USER = "ann@example.org";

    static final String ACCOUNT = "work";

    /** What the provider wants to hear; clients of the bridge never do. */
    static final String PROVIDER_PASSWORD = SecretWatch.secret("Provider-Passw0rd-of-Ann");

    /** Believed by the bridge about providers, and by clients about the bridge. */
    static final TestAuthority AUTHORITY = new TestAuthority();

    /** Two, so that sessions share loops and do not all run on one. */
    private static final int EVENT_LOOPS = 2;

    /** Whose sockets and whose TLS. */
    record Engine(Transport transport, SslProvider tls) {

        static Engine best() {
            return new Engine(Transport.best(), Transport.bestTls());
        }

        static Stream<Engine> all() {
            return Stream.of(Transport.epoll(), Transport.nio())
                    .flatMap(transport ->
                            Stream.of(SslProvider.OPENSSL_REFCNT, SslProvider.JDK)
                                    .map(tls -> new Engine(transport, tls)));
        }

        @Override
        public String toString() {
            return transport.name() + ", " + tls;
        }
    }

    /**
     * What a test may choose.
     *
     * @param dialDeadline for a login at the provider
     * @param policy of the app
     */
    record Plan(
            Engine engine,
            Map<Protocol, Upstream> upstreams,
            Credential credential,
            Deadlines deadlines,
            Duration dialDeadline,
            AppPolicy policy) {

        /** Everything as in production, towards one port on this machine that speaks TLS. */
        static Plan towards(Protocol protocol, int port) {
            return towards(Map.of(protocol, upstream(port, UpstreamTls.IMPLICIT)));
        }

        static Plan towards(Map<Protocol, Upstream> upstreams) {
            return new Plan(
                    Engine.best(),
                    upstreams,
                    new Credential.VaultPassword(),
                    Deadlines.STANDARD,
                    Duration.ofSeconds(20),
                    new AppPolicy(upstreams.keySet()));
        }

        Plan on(Engine other) {
            return new Plan(other, upstreams, credential, deadlines, dialDeadline, policy);
        }

        Plan with(Credential other) {
            return new Plan(engine, upstreams, other, deadlines, dialDeadline, policy);
        }

        Plan with(Deadlines other) {
            return new Plan(engine, upstreams, credential, other, dialDeadline, policy);
        }

        Plan withDialDeadline(Duration other) {
            return new Plan(engine, upstreams, credential, deadlines, other, policy);
        }

        Plan policy(AppPolicy other) {
            return new Plan(engine, upstreams, credential, deadlines, dialDeadline, other);
        }
    }

    private final TemporaryDirectory directory = new TemporaryDirectory();
    private final List<Runnable> closing = new ArrayList<>();
    private final OpenSessions sessions = new OpenSessions();
    private final Map<Protocol, Map<ListenerSecurity, Integer>> ports =
            new EnumMap<>(Protocol.class);
    private final String appPassword;
    private final AuditedLines audited;
    private final Account account;
    private final Spares spares;

    TestBridge(Plan plan) throws ListenFailedException {
        this(plan, 0);
    }

    TestBridge(Plan plan, int mostSpares) throws ListenFailedException {
        this(plan, mostSpares, vault -> NobodyIsAsked.FOR_TOKENS);
    }

    TestBridge(Plan plan, int mostSpares, Function<Vault, TokenService> tokenService)
            throws ListenFailedException {
        StateLock lock = StateLock.acquire(StateDirectory.open(directory.path().resolve("state")));
        closing.add(lock::close);
        Vault vault = Vault.open(lock, new KeyFile(directory.path().resolve("keys/vault.key")));
        vault.putPassword(ACCOUNT, Secret.of(PROVIDER_PASSWORD));
        audited = new AuditedLines(lock.directory().audit());
        AuditTrail audit = new AuditTrail(lock.directory().audit(), vault, Clock.systemUTC());
        closing.add(audited::searchForSecrets);
        closing.add(audit::close);
        account =
                new Account(ACCOUNT, USER, Set.of(), plan.upstreams(), plan.credential())
                        .withSpares(mostSpares);
        App app = new App("laptop", ACCOUNT, plan.policy());
        Verifiers.Issue issue =
                Verifiers.none()
                        .issue(app.name(), vault.verifierKey(), new SecureRandom(), Instant.now());
        appPassword = issue.text().revealText();
        AppAuthenticator authenticator =
                new AppAuthenticator(
                        new Directory(List.of(account), List.of(app)),
                        issue.verifiers(),
                        vault.verifierKey());
        closing.add(authenticator::close);
        TokenEngine tokens = new TokenEngine(vault, tokenService.apply(vault), TokenListener.NONE);
        closing.add(tokens::close);
        ConfiguredCredentials credentials = new ConfiguredCredentials(vault, tokens);
        closing.add(credentials::close);
        ConnectionOpener opener =
                new ConnectionOpener(
                        plan.engine().transport(), plan.engine().tls(), ProxyPasswords.NONE);
        closing.add(opener::close);
        UpstreamConnector connector = new UpstreamConnector(opener, plan.dialDeadline());
        ListenerTls tls = TestCertificates.listener(plan.engine().tls());
        closing.add(tls::close);
        Map<Protocol, Frontend> frontends = TestFrontends.fresh();
        spares =
                new Spares(
                        new Providers(connector, credentials),
                        credentials,
                        frontends,
                        account::equals,
                        SpareTimes.STANDARD,
                        SpareListener.NONE);
        BridgeServer server =
                new BridgeServer(
                        plan.engine().transport(),
                        InheritedSockets.none(),
                        EVENT_LOOPS,
                        frontends,
                        new SessionServices(
                                authenticator,
                                spares,
                                (whose, protocol, offers) -> {},
                                sessions,
                                plan.deadlines(),
                                audit));
        closing.add(server::close);
        closing.add(spares::close);
        for (Protocol protocol : plan.upstreams().keySet()) {
            ports.put(protocol, listen(server, protocol, tls));
        }
    }

    /** Where a provider is that shows a certificate of {@link #AUTHORITY}. */
    static Upstream upstream(int port, UpstreamTls tls) {
        return TestCertificates.upstream(port, tls);
    }

    private static Map<ListenerSecurity, Integer> listen(
            BridgeServer server, Protocol protocol, ListenerTls tls) throws ListenFailedException {
        Map<ListenerSecurity, Integer> ports = new EnumMap<>(ListenerSecurity.class);
        for (ListenerSecurity security : securities().toList()) {
            ListenerSpec spec =
                    new ListenerSpec(protocol, List.of("127.0.0.1"), 0, security, Optional.empty());
            Optional<ListenerTls> certificate =
                    security == ListenerSecurity.NONE ? Optional.empty() : Optional.of(tls);
            BridgeServer.Listener listener = new BridgeServer.Listener(spec, certificate);
            ports.put(security, server.open(List.of(listener)).getFirst().getPort());
        }
        return ports;
    }

    /** The listeners that there are. */
    static Stream<ListenerSecurity> securities() {
        return Stream.of(
                ListenerSecurity.NONE, ListenerSecurity.STARTTLS_REQUIRED, ListenerSecurity.TLS);
    }

    String appPassword() {
        return appPassword;
    }

    int port(Protocol protocol, ListenerSecurity security) {
        return ports.get(protocol).get(security);
    }

    /** Connects to the listener without TLS. */
    Peer connect(Protocol protocol) throws IOException {
        return Peer.connect(port(protocol, ListenerSecurity.NONE));
    }

    /** Connects to the TLS listener, and verifies its certificate. */
    Peer connectTls(Protocol protocol) throws IOException {
        return Peer.connect(port(protocol, ListenerSecurity.TLS), AUTHORITY.clientContext());
    }

    /** {@code tag LOGIN user password}, without its CRLF. */
    String loginCommand(String tag) {
        return tag + " LOGIN " + USER + " " + appPassword;
    }

    AuditedLines audited() {
        return audited;
    }

    /** How many connections wait at the provider. */
    int spares(Protocol protocol) {
        return spares.held(account, protocol);
    }

    OpenSessions sessions() {
        return sessions;
    }

    @Override
    public void close() {
        closing.reversed().forEach(Runnable::run);
        directory.close();
    }
}
