package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.SecretKind;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.server.ListenerSpec;
import dev.postern.core.server.TlsVersions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

/** What has to hold beyond one key and its type. */
class RulesTest {

    private static final String OTHER =
            """
            [[account]]
            name = "home"
            address = "me@example.org"
            [account.imap]
            host = "imap.example.org"
            """;

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

    @Test
    void anAccountNeedsAServer() {
        String text = Texts.ACCOUNT.replaceAll("(?s)\\[account.imap].*", "");

        assertThat(Texts.problem(text)).contains("expected [account.imap], [account.smtp] or both");
    }

    @ParameterizedTest
    @CsvSource({
        "name = \"home\",name = \"work\",name",
        "address = \"me@example.org\",address = \"ME@Example.com\",address",
        "name = \"home\",aliases = [\"Work\"]; name = \"home\",aliases",
        "name = \"home\",aliases = [\"me@example.COM\"]; name = \"home\",aliases",
    })
    void aUserNameSelectsOneAccountWhateverItsCase(String was, String is, String key) {
        assertThat(Texts.problem(Texts.ACCOUNT + OTHER.replace(was, is.replace("; ", "\n"))))
                .contains("account." + key + ": expected a user name that no other account has")
                .contains("as at " + Texts.FILE + ":1");
    }

    @Test
    void anAccountMayRepeatItsOwnUserNames() {
        String text = Texts.ACCOUNT.replace("address", "aliases = [\"WORK\"]\naddress");

        assertThat(Texts.valid(text).accounts()).hasSize(1);
    }

    @Test
    void anAppOfNoAccountIsRefusedWithAGuess() {
        assertThat(Texts.problem(Texts.ACCOUNT + app("printer", "wrok")))
                .isEqualTo(
                        "6: app.account: expected the name of an account, found \"wrok\"."
                                + " Did you mean \"work\"?");
    }

    @Test
    void twoAppsOfOneNameAreRefused() {
        assertThat(Texts.problem(Texts.ACCOUNT + app("printer", "work") + app("printer", "work")))
                .contains("\"printer\", as at " + Texts.FILE + ":6");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    imaps://imap.example.com | Take away what stands before the name
                    imap.example.com:993     | port = 993
                    [2001:db8::1]:993        | port = 993
                    [2001:db8::1]            | without brackets
                    me@imap.example.com      | the account goes into `user`
                    imap example com         | the name that the provider gives
                    imap..example.com        | the name that the provider gives
                    256.1.1.1                | the name that the provider gives
                    bücher.example           | Write it in ASCII: "xn--bcher-kva.example"
                    """)
    void aHostIsANameOrAnAddressAndNothingElse(String host, String remedy) {
        assertThat(Texts.problem(Texts.ACCOUNT.replace("imap.example.com", host)))
                .contains("expected a DNS name or an IP address, found \"" + host + "\"")
                .contains(remedy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"imap", "a.b-c.example", "192.0.2.1", "2001:db8::1", "XN--A.example"})
    void aHostMayBe(String host) {
        assertThat(Texts.valid(Texts.ACCOUNT.replace("imap.example.com", host)).accounts())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 143, 587})
    void onAPortOfStarttlsTheKindOfTlsIsToBeSaid(int port) {
        assertThat(Texts.problem(Texts.ACCOUNT + "port = " + port))
                .contains("expected `tls` beside port " + port);
    }

    @Test
    void aPinAndAnAuthorityTogetherAreRefused() {
        String text =
                Texts.ACCOUNT + "ca_file = '/dev/null'\npin_sha256 = '" + "0".repeat(64) + "'";

        assertThat(Texts.problem(text)).contains("either `ca_file` or `pin_sha256`, found both");
    }

    @Test
    void aPinMayHaveColonsAndCapitals() {
        String text = Texts.ACCOUNT + "pin_sha256 = '" + "AB:".repeat(31) + "AB'";

        assertThat(Texts.valid(text).accounts().toString()).contains("ab".repeat(32));
    }

    @Test
    void aMechanismThatCantCarryTheCredentialIsRefused() {
        assertThat(Texts.problem(Texts.ACCOUNT + "mechanism = 'xoauth2'"))
                .contains(
                        "expected SCRAM-SHA-256 or PLAIN or LOGIN, since the credential is a"
                                + " password");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    { command = ["pass", "mail/work"] }   | pass,mail/work       | PASSWORD | 10
                    { command = " pass  mail/work" }      | pass,mail/work       | PASSWORD | 10
                    { shell = "pass x > head" }           | sh,-c,pass x > head  | PASSWORD | 10
                    { command = "oama x", kind = "token", timeout = "1 min" } | oama,x | TOKEN | 60
                    """)
    void aCommandMayBeWritten(String written, String words, SecretKind kind, int seconds) {
        Account account =
                Texts.valid(Texts.ACCOUNT.replace("[account.imap]", credential(written)))
                        .accounts()
                        .getFirst();

        assertThat(account.credential())
                .isEqualTo(
                        new Credential.Command(
                                List.of(words.split(",")), kind, Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "hunter2"                         | A password never stands in this file
                    ["hunter2"]                       | expected a table
                    { command = "echo 'hunter2'" }    | or shell =
                    { command = "echo $(hunter2)" }   | or shell =
                    { command = "x", shell = "hunter2" } | found both
                    { }                               | found neither
                    { command = "~/bin/hunter2" }     | Write the home directory out
                    { command = ["~/bin/hunter2"] }   | Write the home directory out
                    { comand = "hunter2" }            | Did you mean `command`?
                    """)
    void aCredentialThatIsNoneIsRefusedAndNotShown(String written, String said) {
        String text = Texts.ACCOUNT.replace("[account.imap]", credential(written));

        assertThat(Texts.problems(text))
                .extracting(Problem::sentence)
                .anySatisfy(sentence -> assertThat(sentence).contains(said))
                .noneSatisfy(sentence -> assertThat(sentence).contains("hunter2"));
    }

    @Test
    void anEhloNameIsADomainOrAnAddressLiteral() {
        assertThat(Texts.problem("[bridge]\nehlo_name = 'my desk'")).contains("found \"my desk\"");
    }

    private static String credential(String written) {
        return "credential = " + written + "\n[account.imap]";
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

    private static String app(String name, String account) {
        return """
        [[app]]
        name = "%s"
        account = "%s"
        protocols = ["imap"]
        """
                .formatted(name, account);
    }
}
