package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** Who has not logged in gets no further than the login, and costs little. */
class HostileClientIT {

    /** What the kernel may hold for both ends of a loopback connection, with room to spare. */
    private static final int KERNEL_BUFFERS = 16 * 1024 * 1024;

    private static StandInServer imapProvider;
    private static StandInServer smtpProvider;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        imapProvider = StandIns.imap(Peer::rest);
        smtpProvider = StandIns.smtp(Peer::rest);
        bridge =
                new TestBridge(
                        TestBridge.Plan.towards(
                                Map.of(
                                        Protocol.IMAP,
                                        implicit(imapProvider),
                                        Protocol.SMTP,
                                        implicit(smtpProvider))));
    }

    private static Upstream implicit(StandInServer provider) {
        return TestBridge.upstream(provider.port(), UpstreamTls.IMPLICIT);
    }

    @AfterAll
    static void stop() throws Exception {
        bridge.close();
        imapProvider.close();
        smtpProvider.close();
    }

    // Defect 17
    @AfterEach
    void nothingReachedTheProviders() {
        assertThat(imapProvider.connections()).isZero();
        assertThat(smtpProvider.connections()).isZero();
    }

    // Defect 17
    @Test
    void imapCommandsWithoutLoginAreRefused() throws Exception {
        try (Peer client = bridge.connect(Protocol.IMAP)) {
            client.line();
            client.send("a1 SELECT INBOX\r\na2 LIST \"\" *\r\na3 FETCH 1 BODY[]\r\n");
            assertThat(client.line()).startsWith("a1 NO");
            assertThat(client.line()).startsWith("a2 NO");
            assertThat(client.line()).startsWith("a3 NO");
        }
    }

    // Defect 17
    @Test
    void smtpMailWithoutLoginIsRefused() throws Exception {
        try (Peer client = bridge.connect(Protocol.SMTP)) {
            client.line();
            client.send("EHLO test\r\n");
            client.lineStarting("250 ");
            client.send("MAIL FROM:<ann@example.org>\r\nRCPT TO:<bob@example.org>\r\nDATA\r\n");
            assertThat(client.line()).startsWith("530 5.7.0");
            assertThat(client.line()).startsWith("530 5.7.0");
            assertThat(client.line()).startsWith("530 5.7.0");
        }
    }

    // Defect 25
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{4294967295}",
                "{-1}",
                "{2147483648}",
                "{99999999999999999999}",
                "{4294967295+}",
                "{-1+}"
            })
    void aLiteralOfAnAbsurdSizeIsRefusedAndTheBridgeGoesOn(String literal) throws Exception {
        try (Peer client = bridge.connect(Protocol.IMAP)) {
            client.line();
            client.send("a1 LOGIN " + literal + "\r\n");
            assertThat(client.line()).matches("(a1 (BAD|NO) .*|\\* (BYE|BAD) .*)");
        }
        assertGreets();
    }

    // Defect 25
    @Test
    void aSmtpAuthResponseBeyondTheLimitEndsTheConnectionAndTheBridgeGoesOn() throws Exception {
        try (Peer client = bridge.connect(Protocol.SMTP)) {
            client.line();
            client.send("EHLO test\r\n");
            client.lineStarting("250 ");
            client.send("AUTH PLAIN " + "A".repeat(13 * 1024) + "\r\n");
            assertThat(client.line()).startsWith("5");
        }
        assertGreets();
    }

    // Defect 28
    @Test
    void anImapLineThatIsTooLongEndsWithBye() throws Exception {
        try (Peer client = bridge.connect(Protocol.IMAP)) {
            client.line();
            client.send("a1 LOGIN " + "A".repeat(9 * 1024));
            assertThat(client.line()).startsWith("* BYE");
        }
        assertGreets();
    }

    // Defect 28
    @ParameterizedTest
    @ValueSource(strings = {"IMAP", "SMTP"})
    void aLineWithoutEndIsCutOffLongBeforeItFillsTheMemory(Protocol protocol) throws Exception {
        byte[] chunk = new byte[64 * 1024];
        Arrays.fill(chunk, (byte) 'A');
        long sent = 0;
        try (Peer client = bridge.connect(protocol)) {
            client.line();
            while (sent < 8L * KERNEL_BUFFERS) {
                client.send(chunk);
                sent += chunk.length;
            }
        } catch (IOException cutOff) {
            // What is sent behind the BYE is read and thrown away, but not for ever.
            assertThat(sent).isLessThan(4L * KERNEL_BUFFERS);
            assertGreets();
            return;
        }
        throw new AssertionError("the bridge took a line of " + sent + " octets");
    }

    @Test
    void aWebBrowserIsSentAway() throws Exception {
        try (Peer client = bridge.connect(Protocol.IMAP)) {
            client.line();
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(new String(client.rest(), US_ASCII)).doesNotContain("Host");
        }
    }

    private static void assertGreets() throws IOException {
        try (Peer next = bridge.connect(Protocol.IMAP)) {
            assertThat(next.line()).startsWith("* OK");
        }
    }
}
