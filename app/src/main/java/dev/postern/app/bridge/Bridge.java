package dev.postern.app.bridge;

import dev.postern.app.authorization.Authorizations;
import dev.postern.app.check.RealLogins;
import dev.postern.app.control.ControlException;
import dev.postern.app.control.ControlServer;
import dev.postern.app.health.AccountHealth;
import dev.postern.app.health.EndingWatch;
import dev.postern.app.health.UpstreamHealth;
import dev.postern.app.log.LogLevels;
import dev.postern.app.log.RecentWarnings;
import dev.postern.app.metrics.Metrics;
import dev.postern.app.notice.Notices;
import dev.postern.app.notice.TokenNotices;
import dev.postern.app.operation.Administration;
import dev.postern.app.operation.OpenState;
import dev.postern.app.operation.UnusableStateException;
import dev.postern.app.operation.VaultAccess;
import dev.postern.config.Configuration;
import dev.postern.config.ConfigurationLoader;
import dev.postern.config.Loaded;
import dev.postern.config.Locations;
import dev.postern.config.ProxyEnvironment;
import dev.postern.core.access.AppAuthenticator;
import dev.postern.core.access.HourlyQuota;
import dev.postern.core.access.Verifiers;
import dev.postern.core.account.Protocol;
import dev.postern.core.audit.AuditEvent;
import dev.postern.core.audit.AuditLog;
import dev.postern.core.credential.ConfiguredCredentials;
import dev.postern.core.net.InheritedSockets;
import dev.postern.core.net.Transport;
import dev.postern.core.server.BridgeServer;
import dev.postern.core.server.ListenFailedException;
import dev.postern.core.session.Deadlines;
import dev.postern.core.session.Frontend;
import dev.postern.core.session.OpenSessions;
import dev.postern.core.session.SessionListener;
import dev.postern.core.session.SessionServices;
import dev.postern.core.spare.Spares;
import dev.postern.core.state.OfferMemory;
import dev.postern.core.state.StateException;
import dev.postern.core.tls.LocalAuthority;
import dev.postern.core.token.TokenEngine;
import dev.postern.core.upstream.ConnectionOpener;
import dev.postern.imap.ImapFrontend;
import dev.postern.imap.ProviderMemory;
import dev.postern.smtp.SmtpFrontend;

import io.netty.handler.ssl.SslProvider;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** A running bridge. Started and closed by one thread; {@link #reload} may be called from any. */
public final class Bridge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

    /** More loops than this share what one mail user's connections need, and each costs memory. */
    private static final int MOST_EVENT_LOOPS = 4;

    private final Cleanup cleanup = new Cleanup();
    private final GracefulStop stop = new GracefulStop();
    private final OpenSessions sessions;
    private final BridgeServer server;
    private final List<InetSocketAddress> addresses;
    private final Administration administration;

    /**
     * Opens everything, or nothing.
     *
     * @param access how the vault's key is had
     * @param version for log and status
     * @throws StateException if the state can't be used, or another process uses it
     * @throws ListenFailedException if a port can't be had
     */
    public Bridge(Locations locations, VaultAccess access, String version)
            throws BrokenConfigurationException,
                    BridgeException,
                    UnusableStateException,
                    ControlException,
                    ListenFailedException {
        WarmUp.begin();
        ConfigurationLoader loader =
                new ConfigurationLoader(locations.files(), ProxyEnvironment.of(System.getenv()));
        Configuration configuration = loaded(loader);
        sessions =
                new OpenSessions(
                        Descriptors.beforeLogin(
                                configuration.bridge().mostBeforeLogin(),
                                Descriptors.OF_THIS_PROCESS));
        try {
            OpenState state =
                    cleanup.closing(OpenState.open(locations, access.at(configuration.vaultKey())));
            Verifiers verifiers = state.verifiers().read();
            Transport transport = Transport.best();
            SslProvider tls = Transport.bestTls();
            LOG.atInfo()
                    .addKeyValue("version", version)
                    .addKeyValue("java", Runtime.version().feature())
                    .addKeyValue("transport", transport.name())
                    .addKeyValue("tls", tls)
                    .log("Postern starts");
            if (configuration.accounts().isEmpty()) {
                LOG.info("There is no account yet. Add one: postern account add ADDRESS");
            }
            Clock clock = Clock.systemUTC();
            Clock forward = new ForwardClock(clock, System::nanoTime);
            AtomicReference<Configuration> running = new AtomicReference<>(configuration);
            Notices notices =
                    cleanup.closing(new Notices(() -> running.get().bridge().notification()));
            SecretWatch secrets = cleanup.closing(new SecretWatch(notices::tell, forward));
            AppAuthenticator authenticator =
                    cleanup.closing(
                            new AppAuthenticator(
                                    configuration.directory(),
                                    verifiers,
                                    state.vault().verifierKey(),
                                    forward,
                                    secrets));
            ExecutorService files =
                    cleanup.closing(Executors.newSingleThreadExecutor(Bridge::fileThread));
            Metrics metrics = new Metrics();
            Tracing tracing = new Tracing(running::get);
            AuditLog audit = AuditLog.both(audit(state, version), metrics);
            OfferMemory offers = OfferMemory.open(state.lock(), files);
            ConnectionOpener opener =
                    cleanup.closing(
                            new ConnectionOpener(transport, tls, state.vault()::proxyPassword));
            Authorizations authorizations =
                    cleanup.closing(
                            new Authorizations(
                                    state.vault(),
                                    new TokenNotices(notices::tell),
                                    metrics::counting));
            TokenEngine tokens = authorizations.tokens();
            ConfiguredCredentials credentials =
                    cleanup.closing(new ConfiguredCredentials(state.vault(), tokens));
            Frontend imap = new ImapFrontend(new ProviderMemory());
            Frontend smtp =
                    new SmtpFrontend(
                            configuration.bridge().ehloName(),
                            () -> offers.known(Protocol.SMTP, running.get().accounts()),
                            new HourlyQuota());
            Map<Protocol, Frontend> frontends = Map.of(Protocol.IMAP, imap, Protocol.SMTP, smtp);
            Spares spares =
                    ProviderAccess.through(opener, credentials, frontends, running::get, metrics);
            UpstreamHealth servers = new UpstreamHealth(spares::held, clock);
            AccountHealth health = new AccountHealth(state.vault(), tokens, servers, clock);
            InheritedSockets inherited = HeldPorts.of(System.getenv(), transport);
            ListenerCertificates certificates =
                    cleanup.closing(
                            new ListenerCertificates(
                                    tls,
                                    now ->
                                            LocalAuthority.open(
                                                            state.vault(),
                                                            state.lock().directory(),
                                                            now)
                                                    .issue(now),
                                    clock));
            server =
                    cleanup.closing(
                            new BridgeServer(
                                    transport,
                                    inherited,
                                    eventLoops(),
                                    frontends,
                                    new SessionServices(
                                            authenticator,
                                            spares,
                                            (account, protocol, offered) ->
                                                    offers.remember(
                                                            account.name(), protocol, offered),
                                            sessions,
                                            Deadlines.STANDARD,
                                            audit,
                                            SessionListener.both(servers, metrics),
                                            tracing)));
            cleanup.closing(spares); // before the event loops that they are on
            Listeners listeners = new Listeners(server, certificates);
            LiveBridge live =
                    new LiveBridge(
                            running,
                            verifiers,
                            authenticator,
                            sessions,
                            spares,
                            health,
                            tokens,
                            state.lastUses(),
                            listeners,
                            new LiveRequests(sessions, cleanup.closing(LogLevels.ofThisProcess())),
                            cleanup.closing(RecentWarnings.ofThisProcess()),
                            version,
                            forward);
            try (Listeners.Change all = listeners.prepare(configuration.listeners())) {
                addresses = all.take();
            }
            HeldPorts.warnOfUnused(inherited);
            tokens.accounts(configuration.accounts());
            MetricsPort.open(cleanup, running::get, metrics, sessions, health, server, version);
            administration =
                    new Administration(
                            state,
                            loader,
                            live,
                            new RealLogins(credentials, state.vault()::proxyPassword, () -> offers),
                            authorizations,
                            clock);
            cleanup.closing(ControlServer.open(locations.controlSocket(), administration, tracing));
            cleanup.closing(tracing);
            secrets.begin(live, administration);
            cleanup.closing(new CertificateWatch(certificates::refresh));
            cleanup.closing(
                    new EndingWatch(
                            health, state.verifiers()::read, running::get, notices::tell, clock));
            cleanup.closing(new ConfigurationWatch(locations.files(), this::reload));
        } catch (Throwable failed) {
            cleanup.close();
            throw failed;
        }
    }

    private static Configuration loaded(ConfigurationLoader loader)
            throws BrokenConfigurationException {
        return switch (loader.load()) {
            case Loaded.Broken broken -> throw new BrokenConfigurationException(broken.problems());
            case Configuration configuration -> configuration;
        };
    }

    /** What is pushed here is closed when all sessions have ended and told so. */
    private AuditLog audit(OpenState state, String version) {
        AuditLog audit = AuditLog.both(state.audit(), state.lastUses());
        audit.record(new AuditEvent.BridgeStarted(version));
        cleanup.closing(() -> audit.record(new AuditEvent.BridgeStopped()));
        return audit;
    }

    private static int eventLoops() {
        return Math.min(MOST_EVENT_LOOPS, Runtime.getRuntime().availableProcessors());
    }

    private static Thread fileThread(Runnable work) {
        return Thread.ofPlatform().daemon().name("postern-files").unstarted(work);
    }

    /** Completes when every event loop has answered; never, while one is stuck. */
    public CompletionStage<Void> answers() {
        return server.answers();
    }

    /** Where the bridge listened when it started, in the order of the configuration. */
    public List<InetSocketAddress> addresses() {
        return addresses;
    }

    /** Takes over what the files say now; if they are broken, says so and goes on as before. */
    public void reload() {
        new Reloading(administration).run();
    }

    /**
     * Asks the bridge to stop: at first with time for sessions to end by themselves, when asked
     * again without. From any thread.
     */
    public void stop() {
        stop.ask();
    }

    /** Waits until somebody asks the bridge to stop, and until sessions have ended. */
    public Departure awaitEnd() throws InterruptedException {
        stop.awaitAsked();
        return stop.letLeave(server, sessions);
    }

    /** Stops listening, ends all sessions, lets go of the state. Closing once more does nothing. */
    @Override
    public void close() {
        cleanup.close();
    }
}
