package dev.postern.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.ProxyServer;
import dev.postern.core.account.ProxyServer.Kind;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.ProxyStandIn;
import dev.postern.core.testing.StandInServer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What is said of a proxy that is of no use. */
class ProxyFaultsTest {

    @TempDir private Path directory;
    private ProxiedDial proxied = new ProxiedDial(Path.of(""));

    @BeforeEach
    void prepare() {
        proxied = new ProxiedDial(directory);
    }

    // Defect 2: what was read before the next handler was there got lost
    @ParameterizedTest
    @EnumSource
    void aWrongPasswordSaysWhichCommandStoresTheRightOne(Kind kind) throws Exception {
        ProxyStandIn through = new ProxyStandIn("ann:open sesame");
        try (StandInServer proxy = new StandInServer(ProxiedDial.speaking(kind, through))) {
            Upstream upstream =
                    proxied.upstream(
                            proxy,
                            UpstreamTls.IMPLICIT,
                            ProxiedDial.at(kind, proxy, Optional.of("ann")));
            assertThat(proxied.unreachable(upstream, "secret of ann"))
                    .endsWith(
                            "the proxy localhost:%d does not take the password of ann; store the right one: postern proxy password localhost:%d"
                                    .formatted(proxy.port(), proxy.port()))
                    .doesNotContain("secret of ann");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProxyThatWantsAPasswordSaysWhereItGoes(Kind kind) throws Exception {
        ProxyStandIn through = new ProxyStandIn("ann:open sesame");
        try (StandInServer proxy = new StandInServer(ProxiedDial.speaking(kind, through))) {
            assertThat(
                            proxied.unreachable(
                                    proxied.upstream(
                                            proxy,
                                            UpstreamTls.IMPLICIT,
                                            ProxiedDial.at(kind, proxy, ProxiedDial.NOBODY)),
                                    ""))
                    .contains(
                            "wants a user and a password",
                            "://USER@localhost:" + proxy.port(),
                            "postern proxy password localhost:" + proxy.port());
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutAStoredPasswordTheProxyIsNotEvenAsked(Kind kind) throws Exception {
        try (StandInServer proxy = new StandInServer(Peer::rest)) {
            Upstream upstream =
                    proxied.upstream(
                            proxy,
                            UpstreamTls.IMPLICIT,
                            ProxiedDial.at(kind, proxy, Optional.of("ann")));
            assertThat(proxied.unreachable(upstream, ""))
                    .contains("none is stored", "postern proxy password localhost:" + proxy.port());
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void aPasswordThatSocksCannotSendIsSaidSo() throws Exception {
        try (StandInServer proxy = new StandInServer(Peer::rest)) {
            Upstream upstream =
                    proxied.upstream(
                            proxy,
                            UpstreamTls.IMPLICIT,
                            ProxiedDial.at(Kind.SOCKS5, proxy, Optional.of("ann")));
            assertThat(proxied.unreachable(upstream, "pässword"))
                    .contains("1 to 255 ASCII characters");
            assertThat(proxied.unreachable(upstream, "x".repeat(256))).contains("1 to 255 ASCII");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 77})
    void whyASocksProxyDoesNotReachTheServerIsSaid(int reply) throws Exception {
        try (StandInServer proxy =
                new StandInServer(peer -> {
                    peer.octets(3);
                    peer.send(new byte[] {5, 0});
                    peer.octets(4);
                    peer.send(new byte[] {5, (byte) reply, 0, 1, 0, 0, 0, 0, 0, 0});
                    peer.rest();
                })) {
            assertThat(proxied.unreachable(proxied.through(Kind.SOCKS5, proxy), ""))
                    .contains("the proxy localhost:" + proxy.port() + " could not reach it: ")
                    .startsWith(ProxiedDial.NAME + ":" + proxy.port() + ": ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"403 Filtered", "502 Bad Gateway", "204 No Content", "100 Continue"})
    void whyAnHttpProxyDoesNotReachTheServerIsSaid(String status) throws Exception {
        try (StandInServer proxy =
                new StandInServer(peer -> {
                    while (!peer.line().isEmpty()) {}
                    peer.send("HTTP/1.1 " + status + "\r\nContent-Length: 100000\r\n\r\nabc");
                    peer.rest();
                })) {
            assertThat(proxied.unreachable(proxied.through(Kind.HTTP, proxy), ""))
                    .contains("could not reach it: " + status);
        }
    }

    @Test
    void theReasonOfAnHttpProxyIsFitForALog() throws Exception {
        try (StandInServer proxy =
                new StandInServer(peer -> {
                    while (!peer.line().isEmpty()) {}
                    peer.send("HTTP/1.1 403 \u001b[2J" + "x".repeat(1000) + "\r\n\r\n");
                    peer.rest();
                })) {
            assertThat(proxied.unreachable(proxied.through(Kind.HTTP, proxy), ""))
                    .matches("[ -~]{1,200}")
                    .contains("could not reach it: 403 ?[2Jxxx");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoProxyIsNamedSo(Kind kind) throws Exception {
        try (StandInServer proxy =
                new StandInServer(peer -> {
                    peer.send("220 mail.example.org ESMTP\r\n\r\n");
                    peer.rest();
                })) {
            assertThat(proxied.unreachable(proxied.through(kind, proxy), ""))
                    .contains(
                            "the proxy localhost:%d does not speak %s"
                                    .formatted(proxy.port(), kind));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEndlessAnswerEndsTheAttempt(Kind kind) throws Exception {
        try (StandInServer proxy =
                new StandInServer(peer -> {
                    byte[] zeros = "HTTP/1.1 200 OK\r\nA: ".getBytes(StandardCharsets.US_ASCII);
                    while (true) {
                        peer.send(zeros);
                        zeros = new byte[1024];
                    }
                })) {
            assertThat(proxied.unreachable(proxied.through(kind, proxy), ""))
                    .contains("does not speak");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProxyThatHangsUpInsteadOfAnsweringIsUnreachable(Kind kind) throws Exception {
        try (StandInServer proxy = new StandInServer(peer -> peer.octets(3))) {
            assertThat(proxied.unreachable(proxied.through(kind, proxy), ""))
                    .contains("closed the connection instead of opening one");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProxyThatEndsOnlyItsOwnSideIsUnreachable(Kind kind) throws Exception {
        try (StandInServer proxy =
                new StandInServer(peer -> {
                    peer.octets(3);
                    peer.finish();
                    peer.rest();
                })) {
            assertThat(proxied.unreachable(proxied.through(kind, proxy), ""))
                    .contains("closed the connection instead of opening one");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSilentProxyEndsAtTheDeadline(Kind kind) throws Exception {
        try (StandInServer proxy = new StandInServer(Peer::rest)) {
            Upstream upstream = proxied.through(kind, proxy);
            assertThat(proxied.failure(upstream, "", HostResolver.SYSTEM, Duration.ofMillis(300)))
                    .isInstanceOfSatisfying(
                            UpstreamFailure.TimedOut.class,
                            late ->
                                    assertThat(late.detail())
                                            .contains(
                                                    "waiting for the proxy localhost:"
                                                            + proxy.port()));
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamed() throws Exception {
        StandInServer gone = new StandInServer(Peer::rest);
        gone.close();
        assertThat(proxied.unreachable(proxied.through(Kind.SOCKS5, gone), ""))
                .contains("no connection to the proxy localhost:" + gone.port() + ": ");
    }

    @Test
    void aProxyWithoutAddressIsNamed() throws Exception {
        Upstream upstream =
                proxied.upstream(
                        993,
                        UpstreamTls.IMPLICIT,
                        new ProxyServer(
                                Kind.HTTP, "no-such-proxy.invalid", 8080, ProxiedDial.NOBODY));
        assertThat(proxied.unreachable(upstream, ""))
                .isEqualTo(
                        ProxiedDial.NAME
                                + ":993: the name of the proxy no-such-proxy.invalid:8080 has no"
                                + " address");
    }
}
