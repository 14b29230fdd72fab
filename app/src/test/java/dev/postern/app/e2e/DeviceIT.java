package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.core.testing.Peer;

import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.Base64;

/** A printer that cannot log in sends through the bridge to GreenMail. */
class DeviceIT {

    private static final String MESSAGE =
            "From: printer@example.org\r\nTo: ann@example.org\r\nSubject: scan\r\n\r\nA page.\r\n";

    private static final String MAIL = "MAIL FROM:<printer@example.org>";
    private static final String RCPT = "RCPT TO:<ann@example.org>";
    private static final String REVOKED =
            "421 4.7.0 This login was revoked, closing the connection\r\n";

    @TempDir private Path home;
    private Provider provider;
    private DeviceBridge bridge;

    @BeforeEach
    void start() throws Exception {
        provider = Provider.withTheRightPassword();
        bridge = new DeviceBridge(home, provider);
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        provider.close();
    }

    @Test
    void aScanArrivesAndTheProviderHearsTheRealPassword() throws Exception {
        try (Peer printer = bridge.connect()) {
            assertThat(printer.line()).isEqualTo("220 localhost ESMTP Postern");
            assertThat(ask(printer, "HELO printer")).isEqualTo("250 localhost");
            send(printer);
            assertThat(ask(printer, "QUIT")).startsWith("221");
        }
        assertThat(received()).extracting(MimeMessage::getSubject).containsExactly("scan");
        assertThat(provider.heard())
                .contains(
                        Base64.getEncoder()
                                .encodeToString(
                                        ("\0"
                                                        + TestBridge.USER
                                                        + "\0"
                                                        + TestBridge.PROVIDER_PASSWORD)
                                                .getBytes(US_ASCII)));
    }

    @Test
    void severalScansGoOverOneConnection() throws Exception {
        try (Peer printer = greeted()) {
            send(printer);
            assertThat(ask(printer, "RSET")).startsWith("250");
            send(printer);
        }
        assertThat(received()).hasSize(2);
    }

    @Test
    void aScannerThatWaitsForNothingIsServed() throws Exception {
        try (Peer scanner = bridge.connect()) {
            scanner.send(String.join("\r\n", "HELO scanner", MAIL, RCPT, "DATA", ""));
            scanner.lineStarting("354");
            scanner.send(MESSAGE + ".\r\nQUIT\r\n");
            assertThat(scanner.line()).startsWith("250");
            assertThat(scanner.line()).startsWith("221");
        }
        assertThat(received()).hasSize(1);
    }

    @Test
    void whatTheProviderOffersIsSaidWithoutItsLogin() throws Exception {
        try (Peer printer = bridge.connect()) {
            printer.line();
            printer.send("EHLO printer\r\n");
            String answer = printer.lineStarting("250 ");
            assertThat(answer).doesNotContain("AUTH", "STARTTLS");
            send(printer);
        }
        assertThat(received()).hasSize(1);
    }

    @Test
    void aPrinterThatWantsTlsGetsIt() throws Exception {
        try (Peer printer = bridge.connectForTls()) {
            printer.line();
            printer.send("EHLO printer\r\n");
            assertThat(printer.lineStarting("250 ")).isEqualTo("250 STARTTLS");
            assertThat(ask(printer, "STARTTLS")).startsWith("220");
            printer.startTls(bridge.trust());
            printer.send("EHLO printer\r\n");
            printer.lineStarting("250 ");
            send(printer);
        }
        assertThat(received()).hasSize(1);
    }

    @Test
    void aPrinterThatIsOfferedTlsMaySendWithoutIt() throws Exception {
        try (Peer printer = bridge.connectForTls()) {
            printer.line();
            printer.send("EHLO printer\r\n");
            printer.lineStarting("250 ");
            send(printer);
        }
        assertThat(received()).hasSize(1);
    }

    @Test
    void somebodyElseIsToldSoInTheGreetingAndNothingIsReadOfHim() throws Exception {
        try (LoggedWords log = new LoggedWords();
                Peer stranger = bridge.connectFrom("127.0.0.2")) {
            stranger.send("HELO printer\r\nMAIL FROM:<printer@example.org>\r\n");
            assertThat(stranger.line())
                    .isEqualTo(
                            "554 5.7.1 No mail is taken from this address, see the log of Postern");
            assertThat(stranger.rest()).isEmpty();
            assertThat(log.all())
                    .containsOnlyOnce("Login refused")
                    .contains("user=\"printer\"", "may not be used from this address");
        }
        assertThat(provider.connections()).isZero();
        assertThat(bridge.audited().await("login-refused", 1).getFirst().get("app").getAsString())
                .isEqualTo("printer");
    }

    @Test
    void anotherRecipientIsRefusedAndTheProviderHearsNothingOfIt() throws Exception {
        try (Peer printer = greeted()) {
            assertThat(ask(printer, MAIL)).startsWith("250");
            assertThat(ask(printer, "RCPT TO:<mallory@example.net>")).startsWith("550 5.7.1");
            assertThat(ask(printer, "DATA")).startsWith("5");
        }
        assertThat(provider.heard()).doesNotContain("mallory", "DATA");
        assertThat(received()).isEmpty();
    }

    @Test
    void anotherSenderIsRefusedAndTheProviderHearsNothingOfIt() throws Exception {
        try (Peer printer = greeted()) {
            assertThat(ask(printer, "MAIL FROM:<ann@example.org>")).startsWith("550 5.7.1");
            assertThat(ask(printer, RCPT)).startsWith("5");
        }
        assertThat(provider.heard()).doesNotContain("MAIL FROM", "RCPT TO");
        assertThat(received()).isEmpty();
    }

    @Test
    void anotherSenderInTheHeaderIsRefused() throws Exception {
        try (Peer printer = greeted()) {
            envelope(printer);
            printer.send(MESSAGE.replace("From: printer@", "From: ann@") + ".\r\n");
            assertThat(printer.line()).startsWith("550 5.7.1");
        }
        assertThat(received()).isEmpty();
    }

    @Test
    void aScanThatIsTooLargeIsRefused() throws Exception {
        try (Peer printer = greeted()) {
            envelope(printer);
            printer.send(MESSAGE + "A long line.\r\n".repeat(200) + ".\r\n");
            assertThat(printer.line()).startsWith("552 5.3.4");
        }
        assertThat(received()).isEmpty();
    }

    @Test
    void aPasswordChangesNothing() throws Exception {
        String plain =
                "AUTH PLAIN " + Base64.getEncoder().encodeToString("\0ann\0x".getBytes(US_ASCII));
        try (Peer printer = bridge.connect();
                Peer stranger = bridge.connectFrom("127.0.0.2")) {
            printer.line();
            assertThat(ask(printer, plain)).startsWith("503 5.5.1");
            assertThat(ask(printer, "HELO printer")).startsWith("250");
            assertThat(ask(printer, plain)).startsWith("5");
            send(printer);
            stranger.send(plain + "\r\n");
            assertThat(stranger.line()).startsWith("554");
        }
        assertThat(received()).hasSize(1);
        assertThat(provider.heard()).doesNotContain(plain);
    }

    @Test
    void narrowingEndsTheSessionAndCountsForTheNext() throws Exception {
        try (Peer before = greeted()) {
            bridge.configure(DeviceBridge.LIMITS.replace("ann@", "bob@"));
            bridge.reload();
            assertThat(before.rest()).asString(US_ASCII).isEqualTo(REVOKED);
        }
        try (Peer after = greeted()) {
            assertThat(ask(after, MAIL)).startsWith("250");
            assertThat(ask(after, RCPT)).startsWith("550 5.7.1");
        }
    }

    @Test
    void takingTheListenerAwayCountsAtOnce() throws Exception {
        try (Peer before = greeted()) {
            bridge.configureWithoutListeners();
            bridge.reload();
            assertThat(before.rest()).asString(US_ASCII).isEqualTo(REVOKED);
        }
        assertThatThrownBy(bridge::connect).isInstanceOf(ConnectException.class);
    }

    @Test
    void aConfigurationThatForgetsALimitIsNotTakenOver() throws Exception {
        try (Peer printer = greeted()) {
            bridge.configure("sources = [\"127.0.0.1\"]\nsenders = [\"printer@example.org\"]\n");
            bridge.reload();
            send(printer);
        }
        assertThat(received()).hasSize(1);
    }

    @Test
    void aProviderThatIsDownIsTroubleThatPasses() throws Exception {
        provider.goDown();
        try (Peer printer = bridge.connect()) {
            printer.line();
            // While it goes down it may still take a connection, and close it unanswered.
            assertThat(ask(printer, "HELO printer"))
                    .isIn(
                            "421 4.7.0 The mail provider cannot be reached, please try again later",
                            "421 4.7.0 The mail provider is not available now, please try again"
                                    + " later");
            assertThat(printer.rest()).isEmpty();
        }
    }

    private Peer greeted() throws IOException {
        Peer printer = bridge.connect();
        printer.line();
        assertThat(ask(printer, "HELO printer")).isEqualTo("250 localhost");
        return printer;
    }

    private static void envelope(Peer printer) throws IOException {
        assertThat(ask(printer, MAIL)).startsWith("250");
        assertThat(ask(printer, RCPT)).startsWith("250");
        assertThat(ask(printer, "DATA")).startsWith("354");
    }

    private static void send(Peer printer) throws IOException {
        envelope(printer);
        assertThat(ask(printer, MESSAGE + ".")).startsWith("250");
    }

    private static String ask(Peer printer, String words) throws IOException {
        return printer.send(words + "\r\n").line();
    }

    private MimeMessage[] received() {
        return provider.mail().getReceivedMessages();
    }
}
