package dev.postern.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.ProxyServer;
import dev.postern.core.account.Trust;
import dev.postern.core.http.HttpsRequest.Method;
import dev.postern.core.net.Transport;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.TestAuthority;
import dev.postern.core.testing.log.LogRecorder;
import dev.postern.core.upstream.UpstreamConnector;

import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslProvider;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One request and one reply, over real sockets and TLS. */
class HttpsCallerTest {

    private static final TestAuthority AUTHORITY = new TestAuthority();
    private static final TestAuthority.Identity GOOD = AUTHORITY.identity("localhost");
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    @TempDir private Path directory;

    private final Transport transport = Transport.best();
    private EventLoopGroup loops;
    private UpstreamConnector connector;

    /** The TLS providers that a bridge can have. */
    enum Provider {
        BORING_SSL(SslProvider.OPENSSL_REFCNT),
        JAVA(SslProvider.JDK);

        private final SslProvider netty;

        Provider(SslProvider netty) {
            this.netty = netty;
        }
    }

    @BeforeEach
    void open() {
        loops = transport.eventLoops(1);
        connector = new UpstreamConnector(transport, Transport.bestTls(), DEADLINE);
    }

    @AfterEach
    void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        connector.close();
    }

    @Test
    void postsJustThisAndNothingMore() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (StandInServer server = new StandInServer(answering(seen, 9, OK))) {
            HttpsReply reply =
                    call(
                            new HttpsRequest(
                                    new Method.Post(
                                            "application/x-www-form-urlencoded",
                                            Secret.of("a=b&c=%26")),
                                    URI.create(
                                            "https://localhost:" + server.port() + "/token?x=y#z"),
                                    Map.of("Accept", Secret.of("application/json")),
                                    extraAuthority(),
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
        try (StandInServer server = new StandInServer(answering(seen, 0, OK))) {
            call(get("https://localhost:" + server.port()));
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
        try (StandInServer server = new StandInServer(saying(GOOD, OK));
                UpstreamConnector other =
                        new UpstreamConnector(transport, provider.netty, DEADLINE);
                HttpsCaller caller = new HttpsCaller(other, loops, DEADLINE)) {
            assertThat(awaited(caller, get("https://localhost:" + server.port())))
                    .isInstanceOf(HttpsReply.Answer.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding:chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\n\r\nhi",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nhi",
                "HTTP/1.1 103 Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\n\r\nhi",
            })
    void theBodyIsFoundHoweverItIsFramed(String words) throws Exception {
        try (StandInServer server = new StandInServer(saying(GOOD, words))) {
            assertThat(call(get("https://localhost:" + server.port())))
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
        try (StandInServer server = new StandInServer(saying(GOOD, moved))) {
            assertThat(call(get("https://localhost:" + server.port())))
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

    // Defect 34: each fault has words of its own
    @Test
    void aNameWithoutAddressSaysSo() {
        assertThat(call(get("https://no-such-host.invalid/")))
                .isEqualTo(
                        new HttpsReply.Failure(
                                "no-such-host.invalid:443: the name has no address"));
    }

    @Test
    void aPortWhereNobodyListensSaysSo() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(failure(get("https://localhost:" + port)))
                .startsWith("localhost:" + port + ": ")
                .contains("Connection refused");
    }

    @Test
    void aCertificateOfAStrangerSaysSo() throws Exception {
        try (StandInServer server = new StandInServer(saying(GOOD, OK))) {
            URI target = URI.create("https://localhost:" + server.port());
            Trust runtime = new Trust.RuntimeAuthorities();
            assertThat(
                            failure(
                                    new HttpsRequest(
                                            new Method.Get(),
                                            target,
                                            Map.of(),
                                            runtime,
                                            Optional.empty())))
                    .contains("TLS failed: unable to find valid certification path");
        }
    }

    @Test
    void aCertificateForAnotherNameSaysSo() throws Exception {
        try (StandInServer server =
                new StandInServer(saying(AUTHORITY.identity("example.org"), OK))) {
            assertThat(failure(get("https://localhost:" + server.port())))
                    .contains("TLS failed: No")
                    .contains("localhost");
        }
    }

    @Test
    void aServerWithoutTlsSaysSo() throws Exception {
        try (StandInServer server =
                new StandInServer(peer -> {
                    peer.send("SSH-2.0-OpenSSH\r\n");
                    peer.rest();
                })) {
            assertThat(failure(get("https://localhost:" + server.port()))).contains("TLS failed: ");
        }
    }

    @Test
    void anAuthorityFileThatIsNotThereSaysSo() {
        assertThat(
                        call(
                                new HttpsRequest(
                                        new Method.Get(),
                                        URI.create("https://localhost:1/"),
                                        Map.of(),
                                        new Trust.ExtraAuthority(directory.resolve("no.pem")),
                                        Optional.empty())))
                .isInstanceOfSatisfying(
                        HttpsReply.Failure.class,
                        failure -> assertThat(failure.detail()).contains("no.pem"));
    }

    // Defect 30
    @Test
    void aServerThatNeverSaysHelloEndsAtTheDeadline() throws Exception {
        try (StandInServer server = new StandInServer(Peer::rest)) {
            assertThat(impatient(get("https://localhost:" + server.port())))
                    .isEqualTo(
                            "localhost:%d: no reply within 300 ms, while the TLS handshake was under way"
                                    .formatted(server.port()));
        }
    }

    @Test
    void aServerThatNeverAnswersEndsAtTheDeadline() throws Exception {
        try (StandInServer server = new StandInServer(Peer::rest)) {
            assertThat(impatient(get("http://127.0.0.1:" + server.port())))
                    .contains("no reply within 300 ms, while waiting for the reply");
        }
    }

    @Test
    void aServerThatGoesAwayWithoutAReplySaysSo() throws Exception {
        try (StandInServer server = new StandInServer(saying(GOOD, ""))) {
            assertThat(failure(get("https://localhost:" + server.port())))
                    .contains("the server closed the connection without a reply");
        }
    }

    @Test
    void halfAReplyIsNone() throws Exception {
        try (StandInServer server =
                new StandInServer(
                        saying(GOOD, "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf"))) {
            assertThat(failure(get("https://localhost:" + server.port())))
                    .contains("the server closed the connection amid its reply");
        }
    }

    @Test
    void whatIsNotHttpIsGarbage() throws Exception {
        try (StandInServer server = new StandInServer(saying(GOOD, "220 smtp ready\r\n\r\n"))) {
            assertThat(failure(get("https://localhost:" + server.port())))
                    .contains("the reply is not HTTP");
        }
    }

    @Test
    void aReplyBeyondTheLimitIsRefused() throws Exception {
        String much = "x".repeat(ReplyReader.BODY_LIMIT + 1);
        try (StandInServer server =
                new StandInServer(saying(GOOD, "HTTP/1.1 200 OK\r\n\r\n" + much))) {
            assertThat(failure(get("https://localhost:" + server.port())))
                    .contains("the reply is longer than 65536 octets");
        }
    }

    @Test
    void aReplyOfJustTheLimitIsTaken() throws Exception {
        String much = "x".repeat(ReplyReader.BODY_LIMIT);
        try (StandInServer server =
                new StandInServer(saying(GOOD, "HTTP/1.1 200 OK\r\n\r\n" + much))) {
            assertThat(call(get("https://localhost:" + server.port())))
                    .isInstanceOf(HttpsReply.Answer.class);
        }
    }

    @Test
    void headersWithoutEndAreRefused() throws Exception {
        String much = "X-Pad: " + "x".repeat(1000) + "\r\n";
        try (StandInServer server =
                new StandInServer(saying(GOOD, "HTTP/1.1 200 OK\r\n" + much.repeat(40)))) {
            assertThat(failure(get("https://localhost:" + server.port())))
                    .contains("the reply is not HTTP: HTTP header is larger than 32768 bytes");
        }
    }

    @Test
    void plainHttpGoesToThisMachine() throws Exception {
        try (StandInServer server = new StandInServer(plainly(OK))) {
            assertThat(call(get("http://127.0.0.1:" + server.port() + "/")))
                    .isInstanceOf(HttpsReply.Answer.class);
            assertThat(call(get("http://localhost:" + server.port() + "/")))
                    .isInstanceOf(HttpsReply.Answer.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.org/token",
                "http://192.0.2.1/",
                "http://127.0.0.1.example.org/",
                "http://localhost.example.org/",
                "ftp://localhost/",
                "https://user:password@localhost/",
                "https:///token",
                "https://localhost:65536/",
                "/token",
            })
    void anyOtherAddressIsNotAsked(String address) {
        assertThat(call(get(address)))
                .isInstanceOfSatisfying(
                        HttpsReply.NotSent.class,
                        refused ->
                                assertThat(refused.sentence())
                                        .startsWith("Nothing was sent to ")
                                        .endsWith(".")
                                        .doesNotContain("password"));
    }

    @Test
    void theOpenerIsToldOfTheProxyButNotForThisMachine() {
        ProxyServer proxy =
                new ProxyServer(ProxyServer.Kind.SOCKS5, "proxy.example", 1080, Optional.empty());
        CompletableFuture<Optional<ProxyServer>> told = new CompletableFuture<>();
        try (HttpsCaller caller =
                new HttpsCaller(
                        (destination, loop, result) -> {
                            told.complete(destination.proxy());
                            return () -> {};
                        },
                        loops,
                        Duration.ofMillis(100))) {
            awaited(
                    caller,
                    new HttpsRequest(
                            new Method.Get(),
                            URI.create("https://login.example.org/"),
                            Map.of(),
                            new Trust.RuntimeAuthorities(),
                            Optional.of(proxy)));
        }
        assertThat(told.join()).contains(proxy);
    }

    @Test
    void closingEndsWhatIsUnderWay() throws Exception {
        CompletableFuture<Boolean> accepted = new CompletableFuture<>();
        try (StandInServer server =
                new StandInServer(peer -> {
                    accepted.complete(true);
                    peer.rest();
                })) {
            HttpsCaller caller = new HttpsCaller(connector, loops);
            CompletableFuture<HttpsReply> reply =
                    caller.call(get("https://localhost:" + server.port())).toCompletableFuture();
            accepted.get(10, TimeUnit.SECONDS);
            caller.close();
            assertThat(reply.get(10, TimeUnit.SECONDS)).isEqualTo(HttpsCaller.STOPPED);
            assertThat(awaited(caller, get("https://localhost:" + server.port())))
                    .isEqualTo(HttpsCaller.STOPPED);
        }
    }

    @Test
    void afterTheEventLoopsHaveStoppedThereIsStillAReply() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        assertThat(call(get("https://localhost:1/"))).isEqualTo(HttpsCaller.STOPPED);
    }

    @Test
    void nothingOfAnExchangeIsLogged() throws Exception {
        String secret = "s3cr3t-of-this-test";
        try (StandInServer server =
                new StandInServer(saying(GOOD, "HTTP/1.1 200 OK\r\n\r\n" + secret))) {
            HttpsRequest request =
                    new HttpsRequest(
                            new Method.Post("text/plain", Secret.of(secret)),
                            URI.create("https://localhost:" + server.port() + "/" + secret),
                            Map.of("Authorization", Secret.of(secret)),
                            extraAuthority(),
                            Optional.empty());
            HttpsReply reply = call(request);
            assertThat(reply).isInstanceOf(HttpsReply.Answer.class);
            assertThat(request + " " + reply).doesNotContain(secret);
        }
        assertThat(LogRecorder.lines()).noneMatch(line -> line.contains(secret));
    }

    private Trust extraAuthority() {
        return new Trust.ExtraAuthority(AUTHORITY.writePem(directory));
    }

    private HttpsRequest get(String address) {
        return new HttpsRequest(
                new Method.Get(),
                URI.create(address),
                Map.of(),
                extraAuthority(),
                Optional.empty());
    }

    private HttpsReply call(HttpsRequest request) {
        try (HttpsCaller caller = new HttpsCaller(connector, loops, DEADLINE)) {
            return awaited(caller, request);
        }
    }

    private String failure(HttpsRequest request) {
        return ((HttpsReply.Failure) call(request)).detail();
    }

    private String impatient(HttpsRequest request) {
        try (HttpsCaller caller = new HttpsCaller(connector, loops, Duration.ofMillis(300))) {
            return ((HttpsReply.Failure) awaited(caller, request)).detail();
        }
    }

    private static HttpsReply awaited(HttpsCaller caller, HttpsRequest request) {
        return caller.call(request).toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static StandInServer.Behaviour saying(TestAuthority.Identity identity, String words) {
        return peer -> {
            peer.acceptTls(identity.serverContext());
            head(peer);
            peer.send(words);
        };
    }

    private static StandInServer.Behaviour plainly(String words) {
        return peer -> {
            head(peer);
            peer.send(words);
        };
    }

    private static StandInServer.Behaviour answering(
            CompletableFuture<String> seen, int body, String words) {
        return peer -> {
            peer.acceptTls(GOOD.serverContext());
            seen.complete(head(peer) + new String(peer.octets(body), StandardCharsets.UTF_8));
            peer.send(words);
        };
    }

    private static String head(Peer peer) throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = peer.line(); !line.isEmpty(); line = peer.line()) {
            head.append(line).append("\r\n");
        }
        return head.append("\r\n").toString();
    }
}
