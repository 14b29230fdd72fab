package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.Tally;
import dev.postern.core.testing.TestAuthority.Identity;
import dev.postern.core.testing.WrongCertificates;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** What a client hears, and a server does not, if the server shows what is not to be believed. */
@Tag("torture")
class WrongCertificatesIT {

    @TempDir private static Path directory;

    /** Both kinds of TLS by both ways to begin it; where sockets come from changes nothing. */
    static Stream<Arguments> lines() {
        return TestBridge.Engine.all()
                .filter(engine ->
                        engine.transport()
                                .name()
                                .equals(TestBridge.Engine.best().transport().name()))
                .flatMap(engine ->
                        Stream.of(UpstreamTls.values())
                                .flatMap(tls ->
                                        Stream.of(Protocol.values())
                                                .map(protocol ->
                                                        Arguments.of(engine, tls, protocol))));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void theClientIsToldThatItIsNotItsFaultAndNoPasswordGoesOut(
            TestBridge.Engine engine, UpstreamTls tls, Protocol protocol) throws Exception {
        List<String> wrong = new ArrayList<>();
        Map<String, Identity> shown = WrongCertificates.wrong();
        try (Provider provider = new Provider(protocol, tls);
                TestBridge bridge =
                        new TestBridge(
                                TestBridge.Plan.towards(
                                                Map.of(
                                                        protocol,
                                                        upstream(provider.server.port(), tls)))
                                        .on(engine))) {
            provider.shows(WrongCertificates.good().get("signed by a root"));
            assertThat(login(bridge, protocol)).as("a good certificate").startsWith(yes(protocol));
            assertThat(provider.heard()).isNotEmpty();
            for (Map.Entry<String, Identity> one : shown.entrySet()) {
                provider.shows(one.getValue());
                String answer = login(bridge, protocol);
                String heard = provider.heard();
                if (!answer.startsWith(no(protocol)) || !heard.isEmpty()) {
                    wrong.add(one.getKey() + ": " + answer + ", heard: " + heard);
                }
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> bridge.sessions().count() <= 1);
        }
        Tally.count(
                "tls",
                "wrong certificates at login, %s %s, %s".formatted(protocol, tls, engine.tls()),
                shown.size(),
                shown.size() - wrong.size());
        assertThat(wrong).isEmpty();
    }

    private static String yes(Protocol protocol) {
        return switch (protocol) {
            case IMAP -> "a1 OK";
            case SMTP -> "235";
        };
    }

    private static String no(Protocol protocol) {
        return switch (protocol) {
            case IMAP -> "a1 NO [UNAVAILABLE]";
            case SMTP -> "454 4.7.0";
        };
    }

    private static String login(TestBridge bridge, Protocol protocol) throws IOException {
        try (Peer client = bridge.connect(protocol)) {
            return switch (protocol) {
                case IMAP -> {
                    client.send(bridge.loginCommand("a1") + "\r\n");
                    yield client.lineStarting("a1 ");
                }
                case SMTP -> {
                    client.send("EHLO test\r\n");
                    client.lineStarting("250 ");
                    client.send(BeforeTlsIT.authPlain(bridge));
                    yield client.line();
                }
            };
        }
    }

    private static Upstream upstream(int port, UpstreamTls tls) {
        return new Upstream(
                "localhost",
                port,
                tls,
                new Trust.ExtraAuthority(WrongCertificates.writeRoots(directory)),
                TestBridge.USER,
                Optional.empty());
    }

    /** Shows one certificate after the other, and says what it heard behind TLS. */
    private static final class Provider implements AutoCloseable {

        private final Protocol protocol;
        private final UpstreamTls tls;
        private final AtomicReference<Identity> shown = new AtomicReference<>();
        private final AtomicReference<CompletableFuture<String>> heard = new AtomicReference<>();
        private final StandInServer server;

        Provider(Protocol protocol, UpstreamTls tls) throws IOException {
            this.protocol = protocol;
            this.tls = tls;
            this.server = new StandInServer(this::serve);
        }

        void shows(Identity identity) {
            shown.set(identity);
            heard.set(new CompletableFuture<>());
        }

        /** Empty if there was no handshake. */
        String heard() throws Exception {
            return heard.get().get(Peer.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void serve(Peer client) throws IOException {
            CompletableFuture<String> told = heard.get();
            try {
                if (tls == UpstreamTls.STARTTLS) {
                    askForTls(client);
                }
                client.acceptTls(shown.get().serverContext());
                letIn(client);
                told.complete("a login");
                client.rest();
            } finally {
                told.complete("");
            }
        }

        private void askForTls(Peer client) throws IOException {
            switch (protocol) {
                case IMAP -> {
                    client.send("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n");
                    client.send(StandIns.tag(client.lineStarting("")) + " OK begin\r\n");
                }
                case SMTP -> {
                    client.send("220 ready\r\n");
                    client.line();
                    client.send("250-stand-in\r\n250 STARTTLS\r\n");
                    client.line();
                    client.send("220 begin\r\n");
                }
            }
        }

        /** Behind STARTTLS nobody greets, and a client asks anew what there is. */
        private void letIn(Peer client) throws IOException {
            switch (protocol) {
                case IMAP -> {
                    if (tls == UpstreamTls.IMPLICIT) {
                        StandIns.letIn(client);
                    } else {
                        String asked = client.line();
                        client.send(
                                "* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\n"
                                        + StandIns.tag(asked)
                                        + " OK done\r\n");
                        client.send(
                                StandIns.tag(client.line()) + " OK [CAPABILITY IMAP4rev1] in\r\n");
                    }
                }
                case SMTP -> {
                    if (tls == UpstreamTls.IMPLICIT) {
                        StandIns.greetSmtp(client);
                    } else {
                        client.line();
                        client.send("250-stand-in\r\n250 AUTH PLAIN\r\n");
                    }
                    client.line();
                    client.send("235 2.7.0 ok\r\n");
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
