package dev.postern.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Trust;
import dev.postern.core.http.HttpsRequest.Method;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What can go wrong, and that each fault has words of its own. */
class HttpsFailureTest {

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

    // Defect 34: each fault has words of its own
    @Test
    void aNameWithoutAddressSaysSo() {
        assertThat(calls.call(calls.get("https://no-such-host.invalid/")))
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
        assertThat(calls.failure(calls.get("https://localhost:" + port)))
                .startsWith("localhost:" + port + ": ")
                .contains("Connection refused");
    }

    @Test
    void aCertificateOfAStrangerSaysSo() throws Exception {
        try (StandInServer server = new StandInServer(Calls.saying(Calls.GOOD, Calls.OK))) {
            URI target = URI.create("https://localhost:" + server.port());
            Trust runtime = new Trust.RuntimeAuthorities();
            assertThat(
                            calls.failure(
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
                new StandInServer(
                        Calls.saying(Calls.AUTHORITY.identity("example.org"), Calls.OK))) {
            assertThat(calls.failure(calls.get("https://localhost:" + server.port())))
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
            assertThat(calls.failure(calls.get("https://localhost:" + server.port())))
                    .contains("TLS failed: ");
        }
    }

    @Test
    void anAuthorityFileThatIsNotThereSaysSo() {
        assertThat(
                        calls.call(
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
            assertThat(calls.impatient(calls.get("https://localhost:" + server.port())))
                    .isEqualTo(
                            "localhost:%d: no reply within 1 s, while the TLS handshake was under way"
                                    .formatted(server.port()));
        }
    }

    @Test
    void aServerThatNeverAnswersEndsAtTheDeadline() throws Exception {
        try (StandInServer server = new StandInServer(Peer::rest)) {
            assertThat(calls.impatient(calls.get("http://127.0.0.1:" + server.port())))
                    .contains("no reply within 1 s, while waiting for the reply");
        }
    }

    @Test
    void aServerThatGoesAwayWithoutAReplySaysSo() throws Exception {
        try (StandInServer server = new StandInServer(Calls.saying(Calls.GOOD, ""))) {
            assertThat(calls.failure(calls.get("https://localhost:" + server.port())))
                    .contains("the server closed the connection without a reply");
        }
    }

    @Test
    void halfAReplyIsNone() throws Exception {
        try (StandInServer server =
                new StandInServer(
                        Calls.saying(
                                Calls.GOOD,
                                "HTTP/1.1 200 Calls.OK\r\nContent-Length: 20\r\n\r\nhalf"))) {
            assertThat(calls.failure(calls.get("https://localhost:" + server.port())))
                    .contains("the server closed the connection amid its reply");
        }
    }

    @Test
    void whatIsNotHttpIsGarbage() throws Exception {
        try (StandInServer server =
                new StandInServer(Calls.saying(Calls.GOOD, "220 smtp ready\r\n\r\n"))) {
            assertThat(calls.failure(calls.get("https://localhost:" + server.port())))
                    .contains("the reply is not HTTP");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "99", "1000"})
    void aStatusHasThreeDigits(String status) throws Exception {
        String reply = "HTTP/1.1 " + status + " Odd\r\nContent-Length: 2\r\n\r\n{}";
        try (StandInServer server = new StandInServer(Calls.saying(Calls.GOOD, reply))) {
            assertThat(calls.failure(calls.get("https://localhost:" + server.port())))
                    .contains(
                            "expected a status from 100 to 999, found "
                                    + status.replaceAll("^0+(?=.)", ""));
        }
    }

    @Test
    void whatTheServerSaysIsFitForALog() throws Exception {
        String words = "\u001b[2J\u0007" + "x".repeat(1000) + "\r\n\r\n";
        try (StandInServer server = new StandInServer(Calls.saying(Calls.GOOD, words))) {
            assertThat(calls.failure(calls.get("https://localhost:" + server.port())))
                    .matches("[ -~]+")
                    .hasSizeLessThan(350);
        }
    }

    @Test
    void aReplyBeyondTheLimitIsRefused() throws Exception {
        String much = "x".repeat(ReplyReader.BODY_LIMIT + 1);
        try (StandInServer server =
                new StandInServer(
                        Calls.saying(Calls.GOOD, "HTTP/1.1 200 Calls.OK\r\n\r\n" + much))) {
            assertThat(calls.failure(calls.get("https://localhost:" + server.port())))
                    .contains("the reply is longer than 65536 octets");
        }
    }

    @Test
    void aReplyOfJustTheLimitIsTaken() throws Exception {
        String much = "x".repeat(ReplyReader.BODY_LIMIT);
        try (StandInServer server =
                new StandInServer(
                        Calls.saying(Calls.GOOD, "HTTP/1.1 200 Calls.OK\r\n\r\n" + much))) {
            assertThat(calls.call(calls.get("https://localhost:" + server.port())))
                    .isInstanceOf(HttpsReply.Answer.class);
        }
    }

    @Test
    void headersWithoutEndAreRefused() throws Exception {
        String much = "X-Pad: " + "x".repeat(1000) + "\r\n";
        try (StandInServer server =
                new StandInServer(
                        Calls.saying(Calls.GOOD, "HTTP/1.1 200 Calls.OK\r\n" + much.repeat(40)))) {
            assertThat(calls.failure(calls.get("https://localhost:" + server.port())))
                    .contains("the reply is not HTTP: HTTP header is larger than 32768 bytes");
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
        assertThat(calls.call(calls.get(address)))
                .isInstanceOfSatisfying(
                        HttpsReply.NotSent.class,
                        refused ->
                                assertThat(refused.sentence())
                                        .startsWith("Nothing was sent to ")
                                        .endsWith(".")
                                        .doesNotContain("password"));
    }
}
