package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.account.Compression;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What has to hold of accounts, apps and the bridge, beyond one key and its type. */
class RulesTest {

    private static final String OTHER =
            """
            [[account]]
            name = "home"
            address = "me@example.org"
            [account.imap]
            host = "imap.example.org"
            """;

    @Test
    void anAccountNeedsAServer() {
        String text = Texts.ACCOUNT.replaceAll("(?s)\\[account.imap].*", "");

        assertThat(Texts.problem(text)).contains("expected [account.imap], [account.smtp] or both");
    }

    @Test
    void onlyImapIsCompressed() {
        String text = Texts.ACCOUNT.replace("address", "compress = true\naddress");

        assertThat(compressions(text + "[account.smtp]\nhost = \"smtp.example.com\"\n"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                Protocol.IMAP, Compression.WHERE_OFFERED,
                                Protocol.SMTP, Compression.NEVER));
        assertThat(compressions(text.replace("true", "false")))
                .containsEntry(Protocol.IMAP, Compression.NEVER);
        assertThat(Texts.problem(text.replace("imap", "smtp")))
                .contains("account.compress: expected an account with [account.imap]");
    }

    private static Map<Protocol, Compression> compressions(String text) {
        return Texts.valid(text).accounts().getFirst().upstreams().entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, server -> server.getValue().compression()));
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
