package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;

import dev.postern.core.login.ListenerSecurity;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a mail program's sessions leave in the audit log. */
final class AuditIT {

    private Provider provider;
    private TestBridge bridge;

    @BeforeEach
    void start() throws Exception {
        provider = Provider.withTheRightPassword();
        bridge = new TestBridge(TestBridge.Plan.towards(provider.upstreams()));
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        provider.close();
    }

    @Test
    void sendingIsToldWithTlsTheNameAfterEhloAndWhatWasCarried() throws Exception {
        try (Transport transport = new MailClient(bridge, ListenerSecurity.TLS).smtp()) {
            transport.sendMessage(
                    Messages.small("subject", "body"),
                    new Address[] {new InternetAddress(TestBridge.USER)});
        }

        JsonObject login = bridge.audited().await("login", 1).getFirst();
        assertThat(text(login, "protocol")).isEqualTo("smtp");
        assertThat(text(login, "tls")).isEqualTo("TLSv1.3");
        assertThat(text(login, "app")).isEqualTo("laptop");
        assertThat(text(login, "account")).isEqualTo(TestBridge.ACCOUNT);
        assertThat(text(login, "program")).isNotEmpty();
        JsonObject end = bridge.audited().await("session-ended", 1).getFirst();
        assertThat(end.get("sent").getAsLong()).isGreaterThan(100);
        assertThat(text(end, "session")).isEqualTo(text(login, "session"));
    }

    @Test
    void aRefusalAfterStarttlsIsToldWithTlsAndWhoseProgramItWas() throws Exception {
        MailClient client = new MailClient(bridge, ListenerSecurity.STARTTLS_REQUIRED);
        assertThatThrownBy(() -> client.imap("wrong-and-wrong"))
                .isInstanceOf(MessagingException.class);

        JsonObject refusal = bridge.audited().await("login-refused", 1).getFirst();
        assertThat(text(refusal, "tls")).isEqualTo("TLSv1.3");
        assertThat(text(refusal, "account")).isEqualTo(TestBridge.ACCOUNT);
        assertThat(text(refusal, "reason")).isEqualTo("unknown-secret");
        assertThat(refusal.has("uid") ? text(refusal, "uid") : "").isEqualTo(ownUid());
    }

    @Test
    void aProviderThatRefusesUsIsTold() throws Exception {
        bridge.close();
        provider.close();
        bridge = new TestBridge(TestBridge.Plan.towards(provider.upstreams()));
        assertThatThrownBy(
                        () -> {
                            try (Store store =
                                    new MailClient(bridge, ListenerSecurity.TLS).imap()) {
                                store.getDefaultFolder();
                            }
                        })
                .isInstanceOf(MessagingException.class);

        List<JsonObject> failed = bridge.audited().await("upstream-failed", 1);
        assertThat(text(failed.getFirst(), "app")).isEqualTo("laptop");
        assertThat(text(failed.getFirst(), "reason")).isEqualTo("Unreachable");
    }

    /** Empty where the system does not tell whose sockets there are. */
    private static String ownUid() throws IOException {
        return Files.isReadable(Path.of("/proc/net/tcp"))
                ? Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString()
                : "";
    }

    private static String text(JsonObject line, String key) {
        return line.get(key).getAsString();
    }
}
