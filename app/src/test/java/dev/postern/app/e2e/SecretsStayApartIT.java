package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.core.login.ListenerSecurity;

import jakarta.mail.Address;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Each side knows its own password, no side the other's, and the log neither. */
class SecretsStayApartIT {

    private static final String TYPED_BY_MISTAKE = "hunter2-typed-by-mistake";

    private static final String BODY = "What-only-the-two-of-us-know";

    private final LoggedWords log = new LoggedWords();
    private Provider provider;
    private TestBridge bridge;
    private MailClient client;

    @BeforeEach
    void talkAboutEverything() throws Exception {
        provider = Provider.withTheRightPassword();
        bridge = new TestBridge(TestBridge.Plan.towards(provider.upstreams()));
        client = new MailClient(bridge, ListenerSecurity.STARTTLS_REQUIRED).recording();
        assertThatThrownBy(() -> client.imap(TYPED_BY_MISTAKE))
                .isInstanceOf(MessagingException.class);
        assertThatThrownBy(() -> client.smtp(TYPED_BY_MISTAKE))
                .isInstanceOf(MessagingException.class);
        try (Transport transport = client.smtp()) {
            transport.sendMessage(
                    Messages.small("a secret", BODY),
                    new Address[] {new InternetAddress(TestBridge.USER)});
        }
        try (Store store = client.imap();
                Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_WRITE);
            inbox.appendMessages(new Message[] {Messages.small("another", BODY)});
            assertThat(inbox.getMessage(1).getContent()).asString().contains(BODY);
        }
        await().until(() -> bridge.sessions().count() == 0);
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        provider.close();
        log.close();
    }

    @Test
    void theProviderNeverHearsAnAppPassword() {
        assertThat(provider.heard()).contains(BODY).contains(TestBridge.PROVIDER_PASSWORD);
        assertThat(provider.heard())
                .doesNotContain(guises(bridge.appPassword()))
                .doesNotContain(guises(TYPED_BY_MISTAKE));
    }

    @Test
    void theClientNeverHearsTheProvidersPassword() {
        assertThat(client.conversation()).contains(BODY);
        assertThat(client.conversation()).doesNotContain(guises(TestBridge.PROVIDER_PASSWORD));
    }

    // Defect 23
    @Test
    void theLogKnowsNoSecretAndNoMessage() {
        // Otherwise this test would pass for a log that was not recorded.
        assertThat(log.all()).contains("Session ended").contains("says").contains("io.netty");
        assertThat(log.all())
                .doesNotContain(guises(bridge.appPassword()))
                .doesNotContain(guises(TestBridge.PROVIDER_PASSWORD))
                .doesNotContain(guises(TYPED_BY_MISTAKE))
                .doesNotContain(BODY);
    }

    @Test
    void theAuditLogKnowsNoSecretAndNoMessage() {
        assertThat(bridge.audited().await("session-ended", 2)).hasSize(2);
        assertThat(bridge.audited().all().toString())
                .contains("login-refused")
                .doesNotContain(guises(bridge.appPassword()))
                .doesNotContain(guises(TestBridge.PROVIDER_PASSWORD))
                .doesNotContain(guises(TYPED_BY_MISTAKE))
                .doesNotContain(BODY);
    }

    /** A secret as it is, and as SASL's mechanisms write it. */
    private static List<CharSequence> guises(String secret) {
        return Stream.of(
                        secret,
                        BeforeTlsIT.plain(TestBridge.USER, secret),
                        Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)))
                .map(CharSequence.class::cast)
                .toList();
    }
}
