package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.core.account.Protocol;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Base64;

/** A provider that says again what it was told: neither the client nor the log hears of it. */
class RepeatedSecretIT {

    private static final String SECRET = TestBridge.PROVIDER_PASSWORD;

    @ParameterizedTest
    @ValueSource(strings = {"NO [ALERT]", "NO", "NO [UNAVAILABLE]", "BAD"})
    void nobodyHearsThePasswordThatAnImapProviderRepeats(String refusal) throws Exception {
        try (LoggedWords log = new LoggedWords();
                StandInServer provider =
                        StandIns.tls(peer -> {
                            peer.send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n");
                            String command = peer.line();
                            peer.send(
                                    "%s %s Wrong: %s, %s\r\n"
                                            .formatted(
                                                    StandIns.tag(command),
                                                    refusal,
                                                    SECRET,
                                                    command));
                            peer.rest();
                        });
                TestBridge bridge =
                        new TestBridge(TestBridge.Plan.towards(Protocol.IMAP, provider.port()));
                Peer client = bridge.connect(Protocol.IMAP)) {
            client.line();
            client.send(bridge.loginCommand("a1") + "\r\n");
            String heard = client.line();
            while (!heard.contains("a1 NO")) {
                heard += client.line();
            }
            assertUnheard(heard);
            assertUnheard(log.all());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"535 5.7.8", "454 4.7.0", "500 5.5.1", "4"})
    void nobodyHearsThePasswordThatAnSmtpProviderRepeats(String refusal) throws Exception {
        try (LoggedWords log = new LoggedWords();
                StandInServer provider =
                        StandIns.tls(peer -> {
                            StandIns.greetSmtp(peer);
                            String command = peer.line();
                            peer.send("%s Wrong: %s, %s\r\n".formatted(refusal, SECRET, command));
                            peer.rest();
                        });
                TestBridge bridge =
                        new TestBridge(TestBridge.Plan.towards(Protocol.SMTP, provider.port()));
                Peer client = bridge.connect(Protocol.SMTP)) {
            client.line();
            client.send("EHLO test\r\n");
            client.lineStarting("250 ");
            String login = BeforeTlsIT.plain(TestBridge.USER, bridge.appPassword());
            client.send("AUTH PLAIN " + login + "\r\n");
            assertUnheard(client.line());
            assertUnheard(log.all());
        }
    }

    private static void assertUnheard(String words) {
        assertThat(words).isNotEmpty();
        assertThat(words)
                .doesNotContain(SECRET)
                .doesNotContain(BeforeTlsIT.plain(TestBridge.USER, SECRET))
                .doesNotContain(Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8)));
    }
}
