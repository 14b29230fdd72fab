package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.server.ListenerSpec;
import dev.postern.core.server.TlsVersions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to hold of listeners, beyond one key and its type. */
class ListenerRulesTest {

    // Defect 18.
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0,starttls-optional",
        "0.0.0.0,none",
        "::,none",
        "192.0.2.1,none",
        "2001:db8::1,starttls-optional"
    })
    void aListenerThatOthersReachTakesNoPasswordWithoutTls(String address, String security) {
        assertThat(Texts.problem(listener(address, security)))
                .startsWith("5: listener.security: expected TLS on " + address)
                .contains("Other machines reach this listener", "\"starttls-required\"");
    }

    @Test
    void aListenerThatOthersReachMustSayHowItIsSecured() {
        assertThat(Texts.problem(listener("192.0.2.1", "tls").replace("security", "# security")))
                .contains("expected a value, since 192.0.2.1 is not loopback, found nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0,tls,TLS",
        "::,starttls-required,STARTTLS_REQUIRED",
        "127.0.0.2,none,NONE",
        "::1,starttls-optional,STARTTLS_OPTIONAL"
    })
    void aListenerMayBeOpenAsFarAsItIsSecured(
            String address, String security, ListenerSecurity meant) {
        assertThat(Texts.valid(listener(address, security)).listeners())
                .singleElement()
                .satisfies(listener -> assertThat(listener.security()).isEqualTo(meant))
                .satisfies(listener -> assertThat(listener.addresses()).containsExactly(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "[::1]",
                "127.0.0.1:1143",
                "127.1",
                "256.0.0.1",
                "0x7f.1",
                "1.2.3.4.",
                "::1::",
                "mail.example.com",
                "1:2"
            })
    void anAddressIsALiteral(String address) {
        assertThat(Texts.problem(listener(address, "tls")))
                .contains("expected IP addresses, found \"" + address + "\"");
    }

    @Test
    void onePortOfAnAddressIsTakenOnce() {
        String text =
                listener("::1", "tls")
                        + listener("0:0:0:0:0:0:0:1", "tls")
                        + listener("127.0.0.1", "tls");

        assertThat(Texts.problem(text))
                .contains("1143 on 0:0:0:0:0:0:0:1, as at " + Texts.FILE + ":1");
    }

    @Test
    void aCertificateWithoutItsKeyIsRefused() {
        assertThat(Texts.problems(listener("::1", "tls") + "certificate = 'a.pem'\n"))
                .extracting(Problem::found)
                .contains("only one of them", "none at /etc/postern/a.pem");
    }

    @Test
    void aListenerOnThisMachineMaySpeakOldTls() {
        assertThat(Texts.valid(listener("::1", "tls") + "legacy_tls = true\n").listeners())
                .extracting(ListenerSpec::versions)
                .containsExactly(TlsVersions.FROM_1_0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "legacy_tls = false\n"})
    void unlessToldSoAListenerSpeaksNoOldTls(String line) {
        assertThat(Texts.valid(listener("::1", "tls") + line).listeners())
                .extracting(ListenerSpec::versions)
                .containsExactly(TlsVersions.CURRENT);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1,tls,192.0.2.1", "0.0.0.0,starttls-required,0.0.0.0", "::1,none,none"})
    void oldTlsIsForThisMachineAndForTls(String address, String security, String found) {
        assertThat(Texts.problem(listener(address, security) + "legacy_tls = true\n"))
                .startsWith("6: listener.legacy_tls: expected ")
                .contains(found);
    }

    private static String listener(String address, String security) {
        return """
        [[listener]]
        protocol = "imap"
        port = 1143
        addresses = ["%s"]
        security = "%s"
        """
                .formatted(address, security);
    }
}
