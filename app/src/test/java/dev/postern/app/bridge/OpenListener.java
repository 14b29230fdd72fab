package dev.postern.app.bridge;

import dev.postern.app.authorization.NobodyIsAsked;
import dev.postern.app.operation.OpenState;
import dev.postern.app.operation.VaultAccess;
import dev.postern.config.Locations;
import dev.postern.core.access.AppAuthenticator;
import dev.postern.core.access.Directory;
import dev.postern.core.access.Verifiers;
import dev.postern.core.account.Protocol;
import dev.postern.core.audit.AuditLog;
import dev.postern.core.credential.ConfiguredCredentials;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.net.InheritedSockets;
import dev.postern.core.net.Transport;
import dev.postern.core.server.BridgeServer;
import dev.postern.core.server.ListenerSpec;
import dev.postern.core.server.TlsVersions;
import dev.postern.core.session.Deadlines;
import dev.postern.core.session.OpenSessions;
import dev.postern.core.session.SessionServices;
import dev.postern.core.tls.LeafCertificate;
import dev.postern.core.tls.LocalAuthority;
import dev.postern.core.token.TokenEngine;
import dev.postern.core.token.TokenListener;
import dev.postern.core.upstream.ConnectionOpener;
import dev.postern.core.upstream.Providers;
import dev.postern.core.upstream.ProxyPasswords;
import dev.postern.core.upstream.UpstreamConnector;
import dev.postern.imap.ImapFrontend;

import io.netty.handler.ssl.SslProvider;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One IMAP listener with TLS, and what refreshes its certificate. */
final class OpenListener implements AutoCloseable {
    private final Cleanup cleanup = new Cleanup();
    private final OpenState state;
    private final ListenerCertificates certificates;
    private final InetSocketAddress address;

    OpenListener(
            Path home,
            SslProvider tls,
            Clock clock,
            TlsVersions versions,
            Optional<ListenerSpec.CertificateFiles> files)
            throws Exception {
        this(home, tls, clock, versions, files, issue -> issue);
    }

    /**
     * @param between what stands between the listener and its authority
     */
    OpenListener(
            Path home,
            SslProvider tls,
            Clock clock,
            TlsVersions versions,
            Optional<ListenerSpec.CertificateFiles> files,
            Function<Function<Instant, LeafCertificate>, Function<Instant, LeafCertificate>>
                    between)
            throws Exception {
        Locations locations = Locations.ofUser().withState(home.resolve("state"));
        state = cleanup.closing(OpenState.open(locations, VaultAccess.unattended()));
        try {
            AppAuthenticator authenticator =
                    cleanup.closing(
                            new AppAuthenticator(
                                    new Directory(List.of(), List.of()),
                                    Verifiers.none(),
                                    state.vault().verifierKey()));
            ConnectionOpener opener =
                    cleanup.closing(
                            new ConnectionOpener(Transport.nio(), tls, ProxyPasswords.NONE));
            UpstreamConnector connector = new UpstreamConnector(opener, Duration.ofSeconds(1));
            TokenEngine tokens =
                    cleanup.closing(
                            new TokenEngine(
                                    state.vault(), NobodyIsAsked.FOR_TOKENS, TokenListener.NONE));
            ConfiguredCredentials credentials =
                    cleanup.closing(new ConfiguredCredentials(state.vault(), tokens));
            certificates =
                    cleanup.closing(
                            new ListenerCertificates(
                                    tls, between.apply(now -> authority(now).issue(now)), clock));
            BridgeServer server =
                    cleanup.closing(
                            new BridgeServer(
                                    Transport.nio(),
                                    InheritedSockets.none(),
                                    1,
                                    Map.of(Protocol.IMAP, new ImapFrontend()),
                                    new SessionServices(
                                            authenticator,
                                            new Providers(connector, credentials),
                                            (whose, protocol, offers) -> {},
                                            new OpenSessions(),
                                            Deadlines.STANDARD,
                                            AuditLog.NONE)));
            ListenerSpec spec =
                    new ListenerSpec(
                            Protocol.IMAP,
                            List.of("127.0.0.1"),
                            0,
                            ListenerSecurity.TLS,
                            files,
                            versions);
            try (Listeners.Change all =
                    new Listeners(server, certificates).prepare(List.of(spec))) {
                address = all.take().getFirst();
            }
        } catch (Throwable failed) {
            cleanup.close();
            throw failed;
        }
    }

    private LocalAuthority authority(Instant now) {
        return LocalAuthority.open(state.vault(), state.lock().directory(), now);
    }

    /** Of the local authority as it is at a time. */
    X509Certificate root(Instant now) {
        return authority(now).root();
    }

    int port() {
        return address.getPort();
    }

    void refresh() {
        certificates.refresh();
    }

    @Override
    public void close() {
        cleanup.close();
    }
}
