package dev.postern.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.ProxyServer.Kind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.testing.ProxyStandIn;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.TestAuthority;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Logging in through proxies that do what they should. */
class ProxyTest {

    @TempDir private Path directory;
    private ProxiedDial proxied = new ProxiedDial(Path.of(""));

    @BeforeEach
    void prepare() {
        proxied = new ProxiedDial(directory);
    }

    @ParameterizedTest
    @EnumSource
    void theProxyGetsTheNameAndTlsIsForTheName(Kind kind) throws Exception {
        ProxyStandIn through = new ProxyStandIn();
        try (StandInServer server = new StandInServer(ProxiedDial.secured(ProxiedDial.GOOD));
                StandInServer proxy = new StandInServer(ProxiedDial.speaking(kind, through))) {
            assertThat(
                            proxied.dial(
                                    proxied.upstream(
                                            server,
                                            UpstreamTls.IMPLICIT,
                                            ProxiedDial.at(kind, proxy, ProxiedDial.NOBODY)),
                                    ""))
                    .isInstanceOf(Dialled.Connected.class);
            assertThat(through.asked())
                    .containsExactly(
                            switch (kind) {
                                case SOCKS5 -> "3 " + ProxiedDial.NAME + " " + server.port();
                                case HTTP -> ProxiedDial.NAME + ":" + server.port();
                            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProxyCannotStandInForTheServer(Kind kind) throws Exception {
        TestAuthority.Identity others = ProxiedDial.AUTHORITY.identity("localhost");
        try (StandInServer server = new StandInServer(ProxiedDial.secured(others));
                StandInServer proxy =
                        new StandInServer(ProxiedDial.speaking(kind, new ProxyStandIn()))) {
            Upstream upstream =
                    proxied.upstream(
                            server,
                            UpstreamTls.IMPLICIT,
                            ProxiedDial.at(kind, proxy, ProxiedDial.NOBODY));
            assertThat(proxied.failure(upstream, ""))
                    .isInstanceOf(UpstreamFailure.TlsRefused.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aGreetingThatComesWithTheAnswerOfTheProxyIsHeard(Kind kind) throws Exception {
        try (StandInServer server =
                        new StandInServer(peer -> {
                            peer.send("hello\r\n");
                            peer.rest();
                        });
                StandInServer proxy =
                        new StandInServer(ProxiedDial.speaking(kind, new ProxyStandIn()))) {
            assertThat(
                            proxied.dial(
                                    proxied.upstream(
                                            server,
                                            UpstreamTls.STARTTLS,
                                            ProxiedDial.at(kind, proxy, ProxiedDial.NOBODY)),
                                    ""))
                    .isInstanceOfSatisfying(
                            Dialled.Connected.class,
                            connected ->
                                    assertThat(connected.ready().offers())
                                            .containsExactly("hello"));
            assertThat(proxied.handlersWhenDone()).containsExactly("LoginHandler");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfTheProxyStaysInTheWayOfTheRelay(Kind kind) throws Exception {
        try (StandInServer server = new StandInServer(ProxiedDial.secured(ProxiedDial.GOOD));
                StandInServer proxy =
                        new StandInServer(ProxiedDial.speaking(kind, new ProxyStandIn()))) {
            proxied.dial(
                    proxied.upstream(
                            server,
                            UpstreamTls.IMPLICIT,
                            ProxiedDial.at(kind, proxy, ProxiedDial.NOBODY)),
                    "");
            assertThat(proxied.handlersWhenDone()).containsExactly("SslHandler", "LoginHandler");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theGreetingAndTheEndInOneAnswerAreBothHeard(Kind kind) throws Exception {
        try (StandInServer server = new StandInServer(peer -> peer.send("bye\r\n"));
                StandInServer proxy =
                        new StandInServer(ProxiedDial.speaking(kind, new ProxyStandIn()))) {
            assertThat(
                            proxied.dial(
                                    proxied.upstream(
                                            server,
                                            UpstreamTls.STARTTLS,
                                            ProxiedDial.at(kind, proxy, ProxiedDial.NOBODY)),
                                    ""))
                    .isInstanceOfSatisfying(
                            Dialled.Connected.class,
                            connected ->
                                    assertThat(connected.ready().offers()).containsExactly("bye"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStoredPasswordOpensTheProxy(Kind kind) throws Exception {
        ProxyStandIn through = new ProxyStandIn("ann:open sesame");
        try (StandInServer server = new StandInServer(ProxiedDial.secured(ProxiedDial.GOOD));
                StandInServer proxy = new StandInServer(ProxiedDial.speaking(kind, through))) {
            Upstream upstream =
                    proxied.upstream(
                            server,
                            UpstreamTls.IMPLICIT,
                            ProxiedDial.at(kind, proxy, Optional.of("ann")));
            assertThat(proxied.dial(upstream, "open sesame")).isInstanceOf(Dialled.Connected.class);
        }
    }

    @Test
    void theProxysAddressesAreRaced() throws Exception {
        HostResolver two =
                host -> {
                    assertThat(host).isEqualTo("localhost");
                    return List.of(
                            InetAddress.getByAddress(new byte[] {127, 0, 0, 9}),
                            InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                };
        try (StandInServer server = new StandInServer(ProxiedDial.secured(ProxiedDial.GOOD));
                StandInServer proxy =
                        new StandInServer(ProxiedDial.speaking(Kind.SOCKS5, new ProxyStandIn()))) {
            Upstream upstream =
                    proxied.upstream(
                            server,
                            UpstreamTls.IMPLICIT,
                            ProxiedDial.at(Kind.SOCKS5, proxy, ProxiedDial.NOBODY));
            assertThat(proxied.dial(upstream, "", two, Duration.ofSeconds(10)))
                    .isInstanceOf(Dialled.Connected.class);
        }
    }

    @Test
    void anAddressLiteralGoesToASocksProxyAsAnAddress() throws Exception {
        ProxyStandIn through = new ProxyStandIn();
        try (StandInServer server = new StandInServer(ProxiedDial.secured(ProxiedDial.GOOD));
                StandInServer proxy =
                        new StandInServer(ProxiedDial.speaking(Kind.SOCKS5, through))) {
            Upstream literal =
                    new Upstream(
                                    "192.0.2.7",
                                    server.port(),
                                    UpstreamTls.IMPLICIT,
                                    new Trust.ExtraAuthority(
                                            ProxiedDial.AUTHORITY.writePem(directory)),
                                    "u",
                                    Optional.empty())
                            .through(
                                    Optional.of(
                                            ProxiedDial.at(
                                                    Kind.SOCKS5, proxy, ProxiedDial.NOBODY)));
            assertThat(proxied.failure(literal, "")).isInstanceOf(UpstreamFailure.TlsRefused.class);
            assertThat(through.asked()).containsExactly("1 192.0.2.7 " + server.port());
        }
    }
}
