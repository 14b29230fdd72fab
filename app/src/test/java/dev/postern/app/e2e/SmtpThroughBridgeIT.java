package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Protocol;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.testing.Peer;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/** Jakarta Mail, and a client that waits for nothing, send through the bridge to GreenMail. */
class SmtpThroughBridgeIT {

    private static Provider provider;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        provider = Provider.withTheRightPassword();
        bridge = new TestBridge(TestBridge.Plan.towards(provider.upstreams()));
    }

    @AfterAll
    static void stop() throws Exception {
        bridge.close();
        provider.close();
    }

    @AfterEach
    void forgetMessages() throws Exception {
        provider.mail().purgeEmailFromAllMailboxes();
    }

    static Stream<ListenerSecurity> securities() {
        return TestBridge.securities();
    }

    @ParameterizedTest
    @MethodSource("securities")
    void aMessageArrives(ListenerSecurity security) throws Exception {
        try (Transport transport = new MailClient(bridge, security).smtp()) {
            send(transport, Messages.small("one", "A body.\r\n..with dots\r\n.\r\nthe end"));
        }
        assertThat(received()).hasSize(1);
        assertThat(received()[0].getContent())
                .asString()
                .isEqualToNormalizingNewlines("A body.\n..with dots\n.\nthe end");
    }

    @Test
    void severalMessagesGoOverOneConnection() throws Exception {
        try (Transport transport = new MailClient(bridge, ListenerSecurity.TLS).smtp()) {
            send(transport, Messages.small("one", "1"));
            send(transport, Messages.small("two", "2"));
        }
        assertThat(received()).extracting(MimeMessage::getSubject).containsExactly("one", "two");
    }

    @Test
    void commandsPipelinedBehindTheLoginAreAnswered() throws Exception {
        try (Peer client = bridge.connect(Protocol.SMTP)) {
            client.send(
                    "EHLO test\r\n"
                            + BeforeTlsIT.authPlain(bridge)
                            + "MAIL FROM:<ann@example.org>\r\n"
                            + "RCPT TO:<ann@example.org>\r\n"
                            + "DATA\r\n"
                            + "Subject: pipelined\r\n\r\nA body.\r\n.\r\n"
                            + "QUIT\r\n");
            assertThat(client.lineStarting("235")).isNotEmpty();
            assertThat(client.lineStarting("354")).isNotEmpty();
            assertThat(client.line()).startsWith("250");
            assertThat(client.line()).startsWith("221");
        }
        assertThat(received()).extracting(MimeMessage::getSubject).containsExactly("pipelined");
    }

    private static void send(Transport transport, MimeMessage message) throws MessagingException {
        transport.sendMessage(message, new Address[] {new InternetAddress(TestBridge.USER)});
    }

    private static MimeMessage[] received() {
        return provider.mail().getReceivedMessages();
    }
}
