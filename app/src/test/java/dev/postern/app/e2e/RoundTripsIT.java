package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.testing.DelayingRelay;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.ScramServer;
import dev.postern.core.testing.StandInServer;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * At a provider 50 ms away, a login takes the round trips that the protocols force, and no more.
 * Connecting is one more than is counted here, and with STARTTLS so is the greeting. The others:
 *
 * <pre>
 *   IMAP  ClientHello, Finished and greeting, login                      3; SCRAM: 5
 *   IMAP  STARTTLS, ClientHello, Finished and login                      3
 *   SMTP  ClientHello, Finished and greeting, EHLO, AUTH                 4
 *   SMTP  EHLO, STARTTLS, ClientHello, Finished and EHLO, AUTH           5
 * </pre>
 *
 * <p>RFC 5321 4.3.1 has a client wait for the greeting, RFC 2920 3.1 ends a group of commands with
 * EHLO, and RFC 3207 4.2 begins anew behind STARTTLS.
 */
class RoundTripsIT {

    private static final Duration ROUND_TRIP = Duration.ofMillis(50);

    private static final Credential TOKEN =
            new Credential.Command(
                    List.of("echo", "the-token"), SecretKind.TOKEN, Duration.ofSeconds(10));

    /** Says nothing by itself, like Gmail and Exchange, and wants to know who we are. */
    private record QuietProvider(String mechanisms) {

        void serve(Peer peer) throws IOException, GeneralSecurityException {
            peer.send("* OK ready\r\n");
            talk(peer);
        }

        void serveStartTls(Peer peer) throws IOException, GeneralSecurityException {
            peer.send("* OK ready\r\n");
            String command = peer.line();
            if (command.endsWith("CAPABILITY")) {
                peer.send("* CAPABILITY IMAP4rev1 STARTTLS\r\n" + ok(command));
                command = peer.line();
            }
            peer.send(ok(command));
            peer.acceptTls(StandIns.IDENTITY.serverContext());
            talk(peer);
        }

        private void talk(Peer peer) throws IOException, GeneralSecurityException {
            while (true) {
                String command = peer.line();
                if (command.endsWith(" CAPABILITY")) {
                    peer.send("* CAPABILITY IMAP4rev1 ID SASL-IR " + mechanisms + "\r\n");
                } else if (command.contains("SCRAM")) {
                    scram(peer, command);
                }
                peer.send(ok(command));
            }
        }

        private static void scram(Peer peer, String command)
                throws IOException, GeneralSecurityException {
            ScramServer scram = new ScramServer(TestBridge.PROVIDER_PASSWORD);
            String first = command.substring(command.lastIndexOf(' ') + 1);
            peer.send("+ " + encoded(scram.challenge(decoded(first))) + "\r\n");
            peer.send("+ " + encoded(scram.verdict(decoded(peer.line()))) + "\r\n");
            peer.line();
        }

        private static String ok(String command) {
            return StandIns.tag(command) + " OK done\r\n";
        }
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anUnknownImapProviderIsAskedBeforeAndAfter() throws Exception {
        assertThat(imapLogins("AUTH=PLAIN", new Credential.VaultPassword())).startsWith(5);
    }

    @Test
    void plainTakesWhatIsForced() throws Exception {
        assertThat(imapLogins("AUTH=PLAIN", new Credential.VaultPassword())).endsWith(3);
    }

    @Test
    void xoauth2TakesWhatIsForced() throws Exception {
        assertThat(imapLogins("AUTH=XOAUTH2", TOKEN)).endsWith(3);
    }

    @Test
    void theLoginCommandTakesWhatIsForced() throws Exception {
        assertThat(imapLogins("", new Credential.VaultPassword())).endsWith(3);
    }

    @Test
    void scramTakesTwoMore() throws Exception {
        assertThat(imapLogins("AUTH=SCRAM-SHA-256", new Credential.VaultPassword())).endsWith(5);
    }

    @Test
    void starttlsTakesWhatIsForced() throws Exception {
        QuietProvider quiet = new QuietProvider("AUTH=PLAIN");
        try (StandInServer provider = new StandInServer(quiet::serveStartTls)) {
            assertThat(
                            twoLogins(
                                    Protocol.IMAP,
                                    provider.port(),
                                    UpstreamTls.STARTTLS,
                                    new Credential.VaultPassword()))
                    .containsExactly(6, 3);
        }
    }

    @Test
    void aServerThatIsNotOursTakesWhatIsForced() throws Exception {
        try (Provider greenMail = Provider.withTheRightPassword()) {
            for (Protocol protocol : Protocol.values()) {
                int port = greenMail.upstreams().get(protocol).port();
                assertThat(
                                twoLogins(
                                        protocol,
                                        port,
                                        UpstreamTls.IMPLICIT,
                                        new Credential.VaultPassword()))
                        .as(protocol.word())
                        .endsWith(
                                switch (protocol) {
                                    case IMAP -> 3;
                                    case SMTP -> 4;
                                });
            }
        }
    }

    @Test
    void smtpTakesWhatIsForced() throws Exception {
        try (StandInServer provider = StandIns.smtp(Peer::rest)) {
            assertThat(
                            twoLogins(
                                    Protocol.SMTP,
                                    provider.port(),
                                    UpstreamTls.IMPLICIT,
                                    new Credential.VaultPassword()))
                    .containsExactly(4, 4);
        }
    }

    @Test
    void smtpWithStarttlsTakesWhatIsForced() throws Exception {
        try (StandInServer provider = new StandInServer(RoundTripsIT::serveSmtpWithStartTls)) {
            assertThat(
                            twoLogins(
                                    Protocol.SMTP,
                                    provider.port(),
                                    UpstreamTls.STARTTLS,
                                    new Credential.VaultPassword()))
                    .containsExactly(5, 5);
        }
    }

    private static void serveSmtpWithStartTls(Peer peer) throws IOException {
        peer.send("220 ready\r\n");
        peer.line();
        peer.send("250-stand-in\r\n250 STARTTLS\r\n");
        peer.line();
        peer.send("220 go ahead\r\n");
        peer.acceptTls(StandIns.IDENTITY.serverContext());
        peer.line();
        peer.send("250-stand-in\r\n250 AUTH PLAIN\r\n");
        peer.line();
        peer.send("235 ok\r\n");
        peer.rest();
    }

    private static List<Integer> imapLogins(String mechanisms, Credential credential)
            throws Exception {
        QuietProvider quiet = new QuietProvider(mechanisms);
        try (StandInServer provider = StandIns.tls(quiet::serve)) {
            return twoLogins(Protocol.IMAP, provider.port(), UpstreamTls.IMPLICIT, credential);
        }
    }

    /** The turns that a first and a second login took. */
    private static List<Integer> twoLogins(
            Protocol protocol, int port, UpstreamTls tls, Credential credential) throws Exception {
        try (DelayingRelay far = new DelayingRelay(port, ROUND_TRIP)) {
            Upstream upstream = TestBridge.upstream(far.port(), tls);
            try (TestBridge bridge =
                    new TestBridge(
                            TestBridge.Plan.towards(Map.of(protocol, upstream)).with(credential))) {
                return List.of(turns(bridge, protocol, far), turns(bridge, protocol, far));
            }
        }
    }

    private static int turns(TestBridge bridge, Protocol protocol, DelayingRelay far)
            throws IOException {
        int before = far.turns();
        try (Peer client = bridge.connect(protocol)) {
            client.line();
            switch (protocol) {
                case IMAP -> {
                    client.send(bridge.loginCommand("a1") + "\r\n");
                    assertThat(client.lineStarting("a1 ")).startsWith("a1 OK");
                }
                case SMTP -> {
                    client.send("EHLO test\r\n");
                    client.lineStarting("250 ");
                    client.send(BeforeTlsIT.authPlain(bridge));
                    assertThat(client.line()).startsWith("235");
                }
            }
            return far.turns() - before;
        }
    }
}
