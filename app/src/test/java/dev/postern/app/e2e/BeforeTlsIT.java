package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.core.account.Protocol;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Nothing that is said in clear counts, where TLS is to come. */
class BeforeTlsIT {

    static Stream<TestBridge.Engine> engines() {
        return TestBridge.Engine.all();
    }

    // Defect 12
    @ParameterizedTest
    @MethodSource("engines")
    void imapOctetsBehindAClientsStartTlsEndTheConnection(TestBridge.Engine engine)
            throws Exception {
        try (StandInServer provider = StandIns.imap(Peer::rest);
                TestBridge bridge = bridge(engine, Protocol.IMAP, provider);
                Peer client = connect(bridge, Protocol.IMAP)) {
            client.line();
            client.send("a1 STARTTLS\r\n" + bridge.loginCommand("a2") + "\r\n");
            assertThat(new String(client.rest(), US_ASCII)).doesNotContain("a2 ");
            assertThat(provider.connections()).isZero();
        }
    }

    // Defect 12
    @ParameterizedTest
    @MethodSource("engines")
    void smtpOctetsBehindAClientsStartTlsEndTheConnection(TestBridge.Engine engine)
            throws Exception {
        try (StandInServer provider = StandIns.smtp(Peer::rest);
                TestBridge bridge = bridge(engine, Protocol.SMTP, provider);
                Peer client = connect(bridge, Protocol.SMTP)) {
            client.line();
            client.send("STARTTLS\r\nEHLO early\r\n");
            assertThat(new String(client.rest(), US_ASCII)).doesNotContain("250");
            assertThat(provider.connections()).isZero();
        }
    }

    // Defect 12
    @ParameterizedTest
    @MethodSource("engines")
    void octetsBehindAProvidersStartTlsCostTheLoginAndNoPassword(TestBridge.Engine engine)
            throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        try (StandInServer provider =
                        new StandInServer(peer -> {
                            peer.send("* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] ready\r\n");
                            String command = peer.line();
                            heard.add(command);
                            peer.send(
                                    StandIns.tag(command)
                                            + " OK begin TLS\r\n"
                                            + "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n");
                            heard.add(new String(peer.rest(), US_ASCII));
                        });
                TestBridge bridge =
                        new TestBridge(
                                TestBridge.Plan.towards(
                                                Map.of(
                                                        Protocol.IMAP,
                                                        TestBridge.upstream(
                                                                provider.port(),
                                                                UpstreamTls.STARTTLS)))
                                        .on(engine));
                Peer client = bridge.connect(Protocol.IMAP)) {
            client.send(bridge.loginCommand("a1") + "\r\n");
            assertThat(client.lineStarting("a1 ")).startsWith("a1 NO [UNAVAILABLE]");
            assertThat(heard.peek()).endsWith(" STARTTLS");
            assertThat(provider.connections()).isEqualTo(1);
            assertThat(String.join("", heard))
                    .doesNotContain("AUTHENTICATE")
                    .doesNotContain("LOGIN");
        }
    }

    // Defect 11
    @Test
    void aProviderWithoutStartTlsIsGivenNoPassword() throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        try (StandInServer provider =
                        new StandInServer(peer -> {
                            peer.send("220 ready\r\n");
                            heard.add(peer.line());
                            peer.send("250-stand-in\r\n250 AUTH PLAIN LOGIN\r\n");
                            heard.add(new String(peer.rest(), US_ASCII));
                        });
                TestBridge bridge =
                        new TestBridge(
                                TestBridge.Plan.towards(
                                        Map.of(
                                                Protocol.SMTP,
                                                TestBridge.upstream(
                                                        provider.port(), UpstreamTls.STARTTLS))));
                Peer client = bridge.connect(Protocol.SMTP)) {
            client.line();
            client.send("EHLO test\r\n");
            client.lineStarting("250 ");
            client.send(authPlain(bridge));
            assertThat(client.line()).startsWith("454 4.7.0");
            assertThat(String.join("", heard)).doesNotContain("AUTH PLAIN");
        }
    }

    // Defect 13
    @Test
    void imapLoginBeforeARequiredStartTlsIsRefused() throws Exception {
        try (StandInServer provider = StandIns.imap(Peer::rest);
                TestBridge bridge = bridge(TestBridge.Engine.best(), Protocol.IMAP, provider);
                Peer client = connect(bridge, Protocol.IMAP)) {
            assertThat(client.line()).contains("LOGINDISABLED").doesNotContain("AUTH=");
            client.send(bridge.loginCommand("a1") + "\r\n");
            assertThat(client.line()).startsWith("a1 NO [PRIVACYREQUIRED]");
            assertThat(provider.connections()).isZero();
        }
    }

    // Defect 13
    @Test
    void smtpAuthBeforeARequiredStartTlsIsRefused() throws Exception {
        try (StandInServer provider = StandIns.smtp(Peer::rest);
                TestBridge bridge = bridge(TestBridge.Engine.best(), Protocol.SMTP, provider);
                Peer client = connect(bridge, Protocol.SMTP)) {
            client.line();
            client.send("EHLO test\r\n");
            client.lineStarting("250 ");
            client.send(authPlain(bridge));
            assertThat(client.line()).startsWith("530 5.7.0");
            assertThat(provider.connections()).isZero();
        }
    }

    static String authPlain(TestBridge bridge) {
        return "AUTH PLAIN " + plain(TestBridge.USER, bridge.appPassword()) + "\r\n";
    }

    static String plain(String user, String password) {
        return Base64.getEncoder()
                .encodeToString(("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static Peer connect(TestBridge bridge, Protocol protocol) throws Exception {
        return Peer.connect(bridge.port(protocol, ListenerSecurity.STARTTLS_REQUIRED));
    }

    private static TestBridge bridge(
            TestBridge.Engine engine, Protocol protocol, StandInServer provider) throws Exception {
        return new TestBridge(TestBridge.Plan.towards(protocol, provider.port()).on(engine));
    }
}
