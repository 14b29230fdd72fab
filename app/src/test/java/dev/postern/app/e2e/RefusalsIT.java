package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.account.Protocol;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.testing.Peer;

import jakarta.mail.AuthenticationFailedException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.stream.Stream;

/** A client hears "wrong password" when its password is wrong, and at no other time. */
class RefusalsIT {

    private static final String WRONG = "not-the-app-password";

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

    static Stream<ListenerSecurity> securities() {
        return TestBridge.securities();
    }

    @ParameterizedTest
    @MethodSource("securities")
    void aWrongAppPasswordIsRefusedAndTheProviderHearsNothing(ListenerSecurity security) {
        MailClient client = new MailClient(bridge, security);
        assertThatThrownBy(() -> client.imap(WRONG))
                .isInstanceOf(AuthenticationFailedException.class);
        assertThatThrownBy(() -> client.smtp(WRONG))
                .isInstanceOf(AuthenticationFailedException.class);
        assertThat(provider.connections()).isZero();
    }

    @Test
    void aWrongAppPasswordIsNamedSoInBothProtocols() throws Exception {
        assertThat(imapAnswer(WRONG)).startsWith("a1 NO [AUTHENTICATIONFAILED]");
        assertThat(smtpAnswer(WRONG)).startsWith("535 5.7.8");
        assertThat(provider.connections()).isZero();
    }

    @Test
    void theProvidersOwnPasswordIsAWrongAppPassword() throws Exception {
        assertThat(imapAnswer(TestBridge.PROVIDER_PASSWORD))
                .startsWith("a1 NO [AUTHENTICATIONFAILED]");
        assertThat(provider.connections()).isZero();
    }

    // Defect 33
    @Test
    void aProviderThatIsDownIsNotAWrongPassword() throws Exception {
        provider.goDown();
        assertThat(imapAnswer(bridge.appPassword())).startsWith("a1 NO [UNAVAILABLE]");
        assertThat(smtpAnswer(bridge.appPassword())).startsWith("454 4.7.0");
    }

    // Defect 33
    @Test
    void aProviderThatWantsAnotherPasswordIsOneForThePersonWhoRunsTheBridge() throws Exception {
        try (Provider changed = new Provider("changed-at-the-provider");
                TestBridge behind = new TestBridge(TestBridge.Plan.towards(changed.upstreams()));
                Peer client = behind.connect(Protocol.IMAP)) {
            client.line();
            client.send(behind.loginCommand("a1") + "\r\n");
            assertThat(client.line())
                    .startsWith("* NO [ALERT]")
                    .contains("postern account check " + TestBridge.ACCOUNT);
            assertThat(client.line()).startsWith("a1 NO [UNAVAILABLE]");
        }
    }

    // Defect 35
    @Test
    void userNamesAreNotCaseSensitive() throws Exception {
        try (Peer client = bridge.connect(Protocol.IMAP)) {
            client.line();
            client.send("a1 LOGIN ANN@Example.ORG " + bridge.appPassword() + "\r\n");
            assertThat(client.line()).startsWith("a1 OK");
        }
    }

    private String imapAnswer(String password) throws IOException {
        try (Peer client = bridge.connect(Protocol.IMAP)) {
            client.line();
            client.send("a1 LOGIN " + TestBridge.USER + " " + password + "\r\n");
            return client.lineStarting("a1 ");
        }
    }

    private String smtpAnswer(String password) throws IOException {
        try (Peer client = bridge.connect(Protocol.SMTP)) {
            client.line();
            client.send("EHLO test\r\n");
            client.lineStarting("250 ");
            client.send("AUTH PLAIN " + BeforeTlsIT.plain(TestBridge.USER, password) + "\r\n");
            return client.line();
        }
    }
}
