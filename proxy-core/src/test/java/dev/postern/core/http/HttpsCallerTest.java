package dev.postern.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.ProxyServer;
import dev.postern.core.account.Trust;
import dev.postern.core.http.HttpsRequest.Method;
import dev.postern.core.net.Transport;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.log.LogRecorder;
import dev.postern.core.upstream.ConnectionOpener;
import dev.postern.core.upstream.ProxyPasswords;

import io.netty.handler.ssl.SslProvider;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One request and one reply, over real sockets and TLS. */
class HttpsCallerTest {

    private static final ProxyServer PROXY =
            new ProxyServer(ProxyServer.Kind.SOCKS5, "proxy.example", 1080, Optional.empty());

    /** The TLS providers that a bridge can have. */
    enum Provider {
        BORING_SSL(SslProvider.OPENSSL_REFCNT),
        JAVA(SslProvider.JDK);

        private final SslProvider netty;

        Provider(SslProvider netty) {
            this.netty = netty;
        }
    }

    @TempDir private Path directory;
    private Calls calls;

    @BeforeEach
    void open() {
        calls = new Calls(directory);
    }

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void postsJustThisAndNothingMore() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (StandInServer server = new StandInServer(Calls.answering(seen, 9, Calls.OK))) {
            HttpsReply reply =
                    calls.call(
                            new HttpsRequest(
                                    new Method.Post(
                                            "application/x-www-form-urlencoded",
                                            Secret.of("a=b&c=%26")),
                                    URI.create(
                                            "https://localhost:" + server.port() + "/token?x=y#z"),
                                    Map.of("Accept", Secret.of("application/json")),
                                    calls.extraAuthority(),
                                    Optional.empty()));
            assertThat(reply)
                    .isEqualTo(
                            new HttpsReply.Answer(
                                    200, Map.of("content-length", "2"), Secret.of("hi")));
            assertThat(seen.get(10, TimeUnit.SECONDS))
                    .isEqualTo(
                            """
                            POST /token?x=y HTTP/1.1
                            content-type: application/x-www-form-urlencoded
                            content-length: 9
                            host: localhost:%d
                            user-agent: Postern
                            accept-encoding: identity
                            connection: close
                            Accept: application/json

                            a=b&c=%%26\
                            """
                                    .formatted(server.port())
                                    .replace("\n", "\r\n"));
        }
    }

    @Test
    void getsJustThisAndNothingMore() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (StandInServer server = new StandInServer(Calls.answering(seen, 0, Calls.OK))) {
            calls.call(calls.get("https://localhost:" + server.port()));
            assertThat(seen.get(10, TimeUnit.SECONDS))
                    .isEqualTo(
                            """
                            GET / HTTP/1.1
                            host: localhost:%d
                            user-agent: Postern
                            accept-encoding: identity
                            connection: close

                            """
                                    .formatted(server.port())
                                    .replace("\n", "\r\n"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eitherTlsLibraryWill(Provider provider) throws Exception {
        try (StandInServer server = new StandInServer(Calls.saying(Calls.GOOD, Calls.OK));
                ConnectionOpener other =
                        new ConnectionOpener(
                                Transport.best(), provider.netty, ProxyPasswords.NONE);
                HttpsCaller caller = new HttpsCaller(other, calls.loops(), Calls.DEADLINE)) {
            assertThat(Calls.awaited(caller, calls.get("https://localhost:" + server.port())))
                    .isInstanceOf(HttpsReply.Answer.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 Calls.OK\r\nTransfer-Encoding:chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
                "HTTP/1.0 200 Calls.OK\r\n\r\nhi",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 Calls.OK\r\n\r\nhi",
                "HTTP/1.1 103 Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 Calls.OK\r\n\r\nhi",
            })
    void theBodyIsFoundHoweverItIsFramed(String words) throws Exception {
        try (StandInServer server = new StandInServer(Calls.saying(Calls.GOOD, words))) {
            assertThat(calls.call(calls.get("https://localhost:" + server.port())))
                    .isInstanceOfSatisfying(
                            HttpsReply.Answer.class,
                            answer -> assertThat(answer.body()).isEqualTo(Secret.of("hi")));
        }
    }

    @Test
    void aRedirectIsToldAndNotFollowed() throws Exception {
        String moved =
                """
                HTTP/1.1 302 Found
                Location: https://elsewhere.example/x?code=1
                Content-Length: 0

                """
                        .replace("\n", "\r\n");
        try (StandInServer server = new StandInServer(Calls.saying(Calls.GOOD, moved))) {
            assertThat(calls.call(calls.get("https://localhost:" + server.port())))
                    .isInstanceOfSatisfying(
                            HttpsReply.Answer.class,
                            answer -> {
                                assertThat(answer.status()).isEqualTo(302);
                                assertThat(answer.redirectHost()).contains("elsewhere.example");
                                assertThat(answer.toString()).doesNotContain("code");
                            });
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void plainHttpGoesToThisMachine() throws Exception {
        try (StandInServer server = new StandInServer(Calls.plainly(Calls.OK))) {
            assertThat(calls.call(calls.get("http://127.0.0.1:" + server.port() + "/")))
                    .isInstanceOf(HttpsReply.Answer.class);
            assertThat(calls.call(calls.get("http://localhost:" + server.port() + "/")))
                    .isInstanceOf(HttpsReply.Answer.class);
        }
    }

    @Test
    void theOpenerIsToldOfTheProxy() {
        assertThat(toldOpener("https://login.example.org/")).contains(PROXY);
        assertThat(toldOpener("https://localhost/")).contains(PROXY);
    }

    @Test
    void aProxyIsNotAskedForPlainHttpOnThisMachine() {
        assertThat(toldOpener("http://localhost/")).isEmpty();
    }

    private Optional<ProxyServer> toldOpener(String address) {
        CompletableFuture<Optional<ProxyServer>> told = new CompletableFuture<>();
        try (HttpsCaller caller =
                new HttpsCaller(
                        (destination, loop, result) -> {
                            told.complete(destination.proxy());
                            return () -> {};
                        },
                        calls.loops(),
                        Duration.ofMillis(100))) {
            Calls.awaited(
                    caller,
                    new HttpsRequest(
                            new Method.Get(),
                            URI.create(address),
                            Map.of(),
                            new Trust.RuntimeAuthorities(),
                            Optional.of(PROXY)));
        }
        return told.join();
    }

    @Test
    void closingEndsWhatIsUnderWay() throws Exception {
        CompletableFuture<Boolean> accepted = new CompletableFuture<>();
        try (StandInServer server =
                new StandInServer(peer -> {
                    accepted.complete(true);
                    peer.rest();
                })) {
            HttpsCaller caller = new HttpsCaller(calls.connector(), calls.loops());
            CompletableFuture<HttpsReply> reply =
                    caller.call(calls.get("https://localhost:" + server.port()))
                            .toCompletableFuture();
            accepted.get(10, TimeUnit.SECONDS);
            caller.close();
            assertThat(reply.get(10, TimeUnit.SECONDS)).isEqualTo(HttpsCaller.STOPPED);
            assertThat(Calls.awaited(caller, calls.get("https://localhost:" + server.port())))
                    .isEqualTo(HttpsCaller.STOPPED);
        }
    }

    @Test
    void afterTheEventLoopsHaveStoppedThereIsStillAReply() {
        calls.loops().shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        assertThat(calls.call(calls.get("https://localhost:1/"))).isEqualTo(HttpsCaller.STOPPED);
    }

    @Test
    void nothingOfAnExchangeIsLogged() throws Exception {
        String secret = "s3cr3t-of-this-test";
        try (StandInServer server =
                new StandInServer(
                        Calls.saying(Calls.GOOD, "HTTP/1.1 200 Calls.OK\r\n\r\n" + secret))) {
            HttpsRequest request =
                    new HttpsRequest(
                            new Method.Post("text/plain", Secret.of(secret)),
                            URI.create("https://localhost:" + server.port() + "/" + secret),
                            Map.of("Authorization", Secret.of(secret)),
                            calls.extraAuthority(),
                            Optional.empty());
            HttpsReply reply = calls.call(request);
            assertThat(reply).isInstanceOf(HttpsReply.Answer.class);
            assertThat(request + " " + reply).doesNotContain(secret);
        }
        assertThat(LogRecorder.lines()).noneMatch(line -> line.contains(secret));
    }
}
