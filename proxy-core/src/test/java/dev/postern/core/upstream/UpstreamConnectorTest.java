package dev.postern.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.net.Transport;
import dev.postern.core.testing.Greeted;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.TestAuthority;

import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** From a name to a connection that is logged in, over real sockets and TLS. */
class UpstreamConnectorTest {

    /** The TLS providers that a bridge can have. */
    enum Provider {
        BORING_SSL(SslProvider.OPENSSL_REFCNT),
        JAVA(SslProvider.JDK);

        private final SslProvider netty;

        Provider(SslProvider netty) {
            this.netty = netty;
        }
    }

    private static final TestAuthority AUTHORITY = new TestAuthority();
    private static final TestAuthority.Identity GOOD = AUTHORITY.identity("localhost");
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void logsInOverVerifiedTls(Provider provider) throws Exception {
        try (StandInServer server = new StandInServer(greeting(GOOD))) {
            assertThat(dial(provider, upstream(server, extraAuthority())))
                    .isInstanceOf(Dialled.Connected.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesACertificateThatNobodyTrustedHasSigned(Provider provider) throws Exception {
        try (StandInServer server = new StandInServer(greeting(GOOD))) {
            assertThat(dial(provider, upstream(server, new Trust.RuntimeAuthorities())))
                    .satisfies(UpstreamConnectorTest::isTlsRefused);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesACertificateForAnotherName(Provider provider) throws Exception {
        try (StandInServer server =
                new StandInServer(greeting(AUTHORITY.identity("example.org")))) {
            assertThat(dial(provider, upstream(server, extraAuthority())))
                    .satisfies(UpstreamConnectorTest::isTlsRefused);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnExpiredCertificate(Provider provider) throws Exception {
        try (StandInServer server = new StandInServer(greeting(AUTHORITY.expired("localhost")))) {
            assertThat(dial(provider, upstream(server, extraAuthority())))
                    .satisfies(UpstreamConnectorTest::isTlsRefused);
        }
    }

    @ParameterizedTest
    @EnumSource
    void believesThePinnedCertificateWhateverItsName(Provider provider) throws Exception {
        TestAuthority.Identity odd = AUTHORITY.identity("example.org");
        try (StandInServer server = new StandInServer(greeting(odd))) {
            assertThat(dial(provider, upstream(server, new Trust.Pinned(fingerprint(odd)))))
                    .isInstanceOf(Dialled.Connected.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnyCertificateButThePinnedOne(Provider provider) throws Exception {
        TestAuthority.Identity other = AUTHORITY.identity("localhost");
        try (StandInServer server = new StandInServer(greeting(GOOD))) {
            assertThat(dial(provider, upstream(server, new Trust.Pinned(fingerprint(other)))))
                    .satisfies(UpstreamConnectorTest::isTlsRefused);
        }
    }

    @Test
    void triesTheOtherAddressFamilyWhenTheFirstRefuses() throws Exception {
        try (StandInServer server = new StandInServer(greeting(GOOD))) {
            HostResolver both =
                    host ->
                            List.of(
                                    InetAddress.getByAddress(new byte[] {127, 0, 0, 9}),
                                    InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
            assertThat(
                            dial(
                                    Provider.BORING_SSL,
                                    upstream(server, extraAuthority()),
                                    both,
                                    DEADLINE))
                    .isInstanceOf(Dialled.Connected.class);
        }
    }

    @Test
    void aNameWithoutAddressIsUnreachable() throws Exception {
        Upstream nowhere =
                new Upstream(
                        "no-such-host.invalid",
                        993,
                        UpstreamTls.IMPLICIT,
                        new Trust.RuntimeAuthorities(),
                        "u",
                        Optional.empty());
        assertThat(dial(Provider.BORING_SSL, nowhere))
                .isInstanceOfSatisfying(
                        Dialled.Failed.class,
                        failed ->
                                assertThat(failed.failure())
                                        .isEqualTo(
                                                new UpstreamFailure.Unreachable(
                                                        "no-such-host.invalid:993: the name has no"
                                                                + " address")));
    }

    // Defect 31: name resolution held up the accept loop
    @Test
    void aResolverThatHangsHoldsUpNoEventLoopAndEndsAtTheDeadline() throws Exception {
        CompletableFuture<Void> never = new CompletableFuture<>();
        HostResolver hanging =
                host -> {
                    never.join();
                    return List.of();
                };
        try (StandInServer server = new StandInServer(greeting(GOOD))) {
            Dialled dialled =
                    dial(
                            Provider.BORING_SSL,
                            upstream(server, extraAuthority()),
                            hanging,
                            Duration.ofMillis(200));
            assertThat(dialled)
                    .isInstanceOfSatisfying(
                            Dialled.Failed.class,
                            failed ->
                                    assertThat(failed.failure())
                                            .isInstanceOf(UpstreamFailure.TimedOut.class));
        } finally {
            never.complete(null);
        }
    }

    // Defect 30: no timeout for the TLS handshake, or for the greeting
    @ParameterizedTest
    @EnumSource(UpstreamTls.class)
    void aServerThatSaysNothingEndsAtTheDeadline(UpstreamTls tls) throws Exception {
        try (StandInServer server = new StandInServer(Peer::rest)) {
            Upstream silent =
                    new Upstream(
                            "localhost",
                            server.port(),
                            tls,
                            extraAuthority(),
                            "u",
                            Optional.empty());
            assertThat(
                            dial(
                                    Provider.BORING_SSL,
                                    silent,
                                    HostResolver.SYSTEM,
                                    Duration.ofMillis(300)))
                    .isInstanceOfSatisfying(
                            Dialled.Failed.class,
                            failed ->
                                    assertThat(failed.failure())
                                            .isInstanceOf(UpstreamFailure.TimedOut.class));
        }
    }

    private static void isTlsRefused(Dialled dialled) {
        assertThat(dialled)
                .isInstanceOfSatisfying(
                        Dialled.Failed.class,
                        failed ->
                                assertThat(failed.failure())
                                        .isInstanceOf(UpstreamFailure.TlsRefused.class));
    }

    private Trust extraAuthority() {
        return new Trust.ExtraAuthority(AUTHORITY.writePem(directory));
    }

    private static Upstream upstream(StandInServer server, Trust trust) {
        return new Upstream(
                "localhost", server.port(), UpstreamTls.IMPLICIT, trust, "u", Optional.empty());
    }

    private static StandInServer.Behaviour greeting(TestAuthority.Identity identity) {
        return peer -> {
            peer.acceptTls(identity.serverContext());
            peer.send("hello\r\n");
            peer.rest();
        };
    }

    private static String fingerprint(TestAuthority.Identity identity) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(identity.certificate().getEncoded()));
    }

    private static Dialled dial(Provider provider, Upstream upstream) throws Exception {
        return dial(provider, upstream, HostResolver.SYSTEM, DEADLINE);
    }

    private static Dialled dial(
            Provider provider, Upstream upstream, HostResolver resolver, Duration deadline)
            throws Exception {
        Transport transport = Transport.best();
        EventLoopGroup loops = transport.eventLoops(1);
        try (ConnectionOpener opener =
                new ConnectionOpener(transport, provider.netty, ProxyPasswords.NONE, resolver)) {
            CompletableFuture<Dialled> result = new CompletableFuture<>();
            new UpstreamConnector(opener, deadline)
                    .dial(upstream, new Greeted(), loops.next(), "s1", result::complete);
            Dialled dialled = result.get(20, TimeUnit.SECONDS);
            if (dialled instanceof Dialled.Connected connected) {
                connected.channel().close().sync();
            }
            return dialled;
        } finally {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }
}
