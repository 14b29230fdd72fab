package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.server.ListenerSpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

/** Listeners that ask for no password, and what their apps must say. */
class DeviceListenersTest {

    private static final String LISTENER =
            """
            [[listener]]
            protocol = "smtp"
            port = 2525
            addresses = ["192.0.2.1"]
            auth = "none"
            app = "printer"
            security = "none"
            """;

    private static final String ACCOUNT =
            """
            [[account]]
            name = "work"
            address = "me@example.com"
            [account.smtp]
            host = "smtp.example.com"
            """;

    private static final String APP =
            """
            [[app]]
            name = "printer"
            account = "work"
            protocols = ["smtp"]
            sources = ["192.0.2.7", "2001:db8::/64"]
            senders = ["printer@example.com"]
            recipients = ["example.com"]
            """;

    private static final String ALL = LISTENER + ACCOUNT + APP;

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, none, NONE",
        "0.0.0.0, none, NONE",
        "::, starttls-optional, STARTTLS_OPTIONAL",
        "192.0.2.1, starttls-required, STARTTLS_REQUIRED",
        "192.0.2.1, tls, TLS",
        "127.0.0.1, none, NONE"
    })
    void aListenerOfADeviceMayBeReachedWithoutTls(
            String address, String security, ListenerSecurity meant) {
        String text =
                ALL.replace("192.0.2.1\"", address + "\"")
                        .replace("security = \"none\"", "security = \"" + security + "\"");

        assertThat(Texts.valid(text).listeners())
                .singleElement()
                .returns(meant, ListenerSpec::security)
                .returns(Optional.of("printer"), ListenerSpec::device);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "starttls-optional"})
    void aListenerThatAsksForPasswordsMayNot(String security) {
        String text =
                ALL.replace("auth = \"none\"\napp = \"printer\"", "auth = \"password\"")
                        .replace("security = \"none\"", "security = \"" + security + "\"");

        assertThat(Texts.problem(text))
                .startsWith("6: listener.security: expected TLS on 192.0.2.1");
    }

    @Test
    void onThisMachineAListenerOfADeviceOffersTlsLikeAnyOther() {
        String text =
                ALL.replace("addresses = [\"192.0.2.1\"]\n", "")
                        .replace("security = \"none\"\n", "");

        assertThat(Texts.valid(text).listeners())
                .singleElement()
                .returns(ListenerSecurity.STARTTLS_OPTIONAL, ListenerSpec::security);
    }

    @Test
    void reachedByOthersItMustSayHowItIsSecured() {
        assertThat(Texts.problem(ALL.replace("security = \"none\"\n", "")))
                .startsWith(
                        "1: listener.security: expected a value, since 192.0.2.1 is not loopback")
                .contains("\"starttls-optional\" if the device may know TLS");
    }

    @Test
    void mailIsNeverReadWithoutAPassword() {
        String text = ALL.replace("protocol = \"smtp\"", "protocol = \"imap\"");

        assertThat(Texts.problems(text))
                .extracting(Problem::sentence)
                .anySatisfy(sentence ->
                        assertThat(sentence)
                                .contains(":5: listener.auth: expected a password for IMAP"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    app = "printer"  | 1: listener.app: expected a value, found nothing. Add a line like: app = "printer"
                    auth = "none"    | 5: listener.app: expected `auth = "none"` beside it
                    """)
    void aDeviceHasAnAppAndAnAppAloneIsNoDevice(String missing, String said) {
        String text = ALL.replace(missing + "\n", "").replace("192.0.2.1\"", "127.0.0.1\"");

        assertThat(Texts.problem(text)).startsWith(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "", "none ", "plain"})
    void authIsAPasswordOrNone(String word) {
        assertThat(Texts.problems(ALL.replace("auth = \"none\"", "auth = \"" + word + "\"")))
                .isNotEmpty();
    }

    @Test
    void theAppIsOneOfTheConfiguration() {
        assertThat(Texts.problem(ALL.replace("app = \"printer\"", "app = \"primter\"")))
                .startsWith("6: listener.app: expected the name of an app, found \"primter\"")
                .endsWith("Did you mean \"printer\"?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sources", "senders", "recipients"})
    void theAppNamesItsSourcesSendersAndRecipients(String key) {
        assertThat(Texts.problem(ALL.replaceAll("(?m)^" + key + ".*\n", "")))
                .startsWith("13: app." + key + ": expected a value")
                .contains("since the listener at " + Texts.FILE + ":1 asks for no password")
                .contains("Add a line like: " + key + " = [\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "::/0", "0.0.0.0/00"})
    void everybodyIsNoSource(String everybody) {
        assertThat(Texts.problem(ALL.replace("192.0.2.7", everybody)))
                .startsWith("13: app.sources: expected addresses of devices")
                .contains("found \"" + everybody + "\", which is everybody");
    }

    @Test
    void theAppSendsMail() {
        String text =
                ALL.replace("protocols = [\"smtp\"]", "protocols = [\"imap\"]")
                        .replaceAll("(?m)^(senders|recipients).*\n", "");

        assertThat(Texts.problem(text))
                .startsWith("13: app.protocols: expected \"smtp\" among them");
    }

    @Test
    void aDeviceIsNoUserOfThisMachine() {
        assertThat(Texts.problem(ALL + "uid = \"alice\"\n"))
                .startsWith("13: app.uid: expected no user of this machine");
    }

    @Test
    void theAccountHasASubmissionServer() {
        assertThat(Texts.problem(ALL.replace("account.smtp", "account.imap")))
                .startsWith("13: app.account: expected an account with [account.smtp]");
    }

    @Test
    void theAccountIsOneMailbox() {
        String text =
                ALL.replace("\"me@example.com\"", "\"@example.com\"")
                        .replace("host = ", "user = \"me@example.com\"\nhost = ");

        assertThat(Texts.problem(text))
                .startsWith("14: app.account: expected an account with one mailbox");
    }

    /** Whoever forgets one of the three hears of it; the bridge goes on with what it has. */
    @Test
    void anAppThatIsTakenAwayLeavesItsListenerWithAFault() {
        assertThat(Texts.problem(LISTENER + ACCOUNT))
                .startsWith("6: listener.app: expected the name of an app");
    }

    @Test
    void twoPortsMayBelongToOneDevice() {
        assertThat(Texts.valid(LISTENER.replace("2525", "2526") + ALL).listeners()).hasSize(2);
    }
}
