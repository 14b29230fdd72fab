package dev.postern.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.signin.Browsing.Got;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What the listener takes for a request, and where it listens. */
class RedirectRequestsTest {
    private RedirectListener listener;
    private AuthorizationRequest request;
    private String state;

    @BeforeEach
    void open() throws Exception {
        listener = RedirectListener.open(URI.create("http://127.0.0.1:0/"));
        request = Requests.request(listener.redirect());
        state = Requests.state(request);
        listener.expect(request);
    }

    @AfterEach
    void close() {
        listener.close();
    }

    private Got get(String target) throws IOException {
        return Browsing.get(listener.redirect(), target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "HEAD", "OPTIONS", "PUT", "CONNECT"})
    void onlyGetIsAnswered(String method) throws Exception {
        Got got =
                Browsing.send(
                        listener.redirect(),
                        "%s /?code=abc&state=%s HTTP/1.1\r\nHost: %s"
                                .formatted(method, state, listener.redirect().getAuthority()));
        assertThat(got.status()).isEqualTo(405);
        assertThat(listener.decision().toCompletableFuture()).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example:%d",
                "Host: localhost:%d",
                "Host: 127.0.0.1",
                "Host: 127.0.0.1:%d\r\nHost: 127.0.0.1:%d",
                "X: y",
            })
    void anotherNameForThisMachineIsNotAnswered(String host) throws Exception {
        int port = listener.redirect().getPort();
        Got got =
                Browsing.send(
                        listener.redirect(),
                        "GET /?code=abc&state=%s HTTP/1.1\r\n%s"
                                .formatted(state, host.formatted(port, port)));
        assertThat(got.status()).isEqualTo(404);
        assertThat(listener.decision().toCompletableFuture()).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/favicon.ico", "/result?code=a", "/x", "*", "//"})
    void nothingElseIsThere(String target) throws Exception {
        assertThat(get(target).status()).isEqualTo(404);
    }

    @Test
    void aRequestLineIsNotReadForEver() throws Exception {
        assertThat(get("/?code=" + "x".repeat(20_000) + "&state=" + state).status()).isEqualTo(404);
        assertThat(listener.decision().toCompletableFuture()).isNotDone();
    }

    @Test
    void octetsThatAreNoHttpAreSurvived() throws Exception {
        Browsing.send(listener.redirect(), "\u0016\u0003\u0001");
        assertThat(get("/").status()).isEqualTo(400);
    }

    @Test
    void ofMoreConnectionsThanABrowserOpensTheOldestIsClosed() throws Exception {
        List<Socket> idle = new ArrayList<>();
        for (int i = 0; i < 33; i++) {
            idle.add(new Socket(InetAddress.getLoopbackAddress(), listener.redirect().getPort()));
        }
        Socket oldest = idle.getFirst();
        oldest.setSoTimeout(20_000);
        assertThat(oldest.getInputStream().read()).isEqualTo(-1);
        assertThat(get("/").status()).isEqualTo(400);
        for (Socket socket : idle) {
            socket.close();
        }
    }

    @Test
    void localhostIsListenedToOnBothFamilies() throws Exception {
        try (RedirectListener both = RedirectListener.open(URI.create("http://localhost:0/back"))) {
            int port = both.redirect().getPort();
            for (String address : List.of("127.0.0.1", "::1")) {
                assertThat(
                                Browsing.send(
                                                new InetSocketAddress(address, port),
                                                "GET /back HTTP/1.1\r\nHost: LocalHost:" + port)
                                        .text())
                        .contains("not the page");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aPortThatSomebodyHasOnOneFamilyIsRefused(String taken) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(taken))) {
            URI redirect = URI.create("http://localhost:%d/".formatted(other.getLocalPort()));
            assertThatThrownBy(() -> RedirectListener.open(redirect))
                    .isInstanceOf(RedirectListenerException.class)
                    .hasMessageContainingAll(redirect.toString(), "--paste");
        }
    }

    @Test
    void onlyThisMachineIsListenedTo() throws Exception {
        int port = listener.redirect().getPort();
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.2"))) {
            assertThat(other.isBound()).isTrue();
        }
    }
}
