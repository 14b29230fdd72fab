package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each key: left away, misspelt, and with a value of another type. */
class KeysTest {

    /** Every key once, each on a line of its own. */
    private static final String EVERY_KEY =
            """
            [bridge]
            ehlo_name = "desk.example.com"
            [[listener]]
            protocol = "imap"
            port = 1143
            addresses = ["127.0.0.1"]
            security = "tls"
            [[account]]
            name = "work"
            address = "me@example.com"
            aliases = ["me"]
            compress = true
            spares = 1
            [account.credential]
            command = ["pass", "work"]
            kind = "token"
            timeout = "20 s"
            [account.imap]
            host = "imap.example.com"
            port = 993
            tls = "implicit"
            user = "me"
            mechanism = "XOAUTH2"
            pin_sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            [[app]]
            name = "thunderbird"
            account = "work"
            protocols = ["imap"]
            """;

    @Test
    void everyKeyIsKnown() {
        assertThat(Texts.valid(EVERY_KEY).apps()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    protocol = "imap"       | 3  | listener.protocol
                    port = 1143             | 3  | listener.port
                    name = "work"           | 8  | account.name
                    address = "me@e         | 8  | account.address
                    command =               | 14 | account.credential.command
                    host =                  | 18 | account.imap.host
                    name = "thunderbird"    | 25 | app.name
                    account = "work"        | 25 | app.account
                    protocols =             | 25 | app.protocols
                    """)
    void aMissingKeyIsNamedWithTheLineOfItsTable(String setting, int line, String key) {
        String without =
                EVERY_KEY
                        .lines()
                        .map(text -> text.startsWith(setting) ? "" : text)
                        .reduce("", (above, text) -> above + text + "\n");

        Problem problem = Texts.problems(without).getFirst();

        assertThat(problem.key()).isEqualTo(key);
        assertThat(problem.line()).hasValue(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ehlo_name",
                "protocol",
                "addresses",
                "security",
                "address",
                "aliases",
                "compress",
                "spares",
                "command",
                "kind",
                "timeout",
                "host",
                "tls",
                "user",
                "mechanism",
                "pin_sha256",
                "account",
                "protocols"
            })
    void aMisspeltKeyIsTakenForTheOneThatWasMeant(String key) {
        String misspelt = key.substring(0, key.length() - 1) + "q";
        String text = EVERY_KEY.replaceFirst("(?m)^" + key + " =", misspelt + " =");

        assertThat(Texts.problems(text))
                .extracting(Problem::remedy)
                .contains("Did you mean `" + key + "`?");
    }

    @Test
    void aKeyThatResemblesNoneIsRefusedWithoutItsValue() {
        String text = EVERY_KEY.replace("aliases = [\"me\"]", "password = \"hunter2\"");

        assertThat(Texts.problem(text))
                .startsWith("11: account.password: expected one of name, address")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ehlo_name  | 1        | text in quotes          | the number 1
                    ehlo_name  | ""       | some text               | none
                    protocol   | true     | text in quotes          | true
                    protocol   | "pop3"   | one of "imap", "smtp"   | "pop3"
                    port       | "1143"   | a whole number from 1 to 65535 | text
                    port       | 0        | a whole number from 1 to 65535 | 0
                    port       | 65536    | a whole number from 1 to 65535 | 65536
                    port       | -1       | a whole number from 1 to 65535 | -1
                    port       | 99999999999 | a whole number from 1 to 65535 | 99999999999
                    addresses  | "::1"    | a list of texts         | text
                    addresses  | [1]      | a list of texts         | a list with the number 1
                    addresses  | []       | at least one IP address | an empty list
                    security   | "ssl"    | one of "tls"            | "ssl"
                    compress   | "yes"    | true or false           | text
                    name       | 7        | text in quotes          | the number 7
                    name       | "Work"   | 1 to 64 of a-z          | "Work"
                    address    | []       | text in quotes          | a list
                    address    | "me"     | a mail address          | "me"
                    aliases    | "me"     | a list of texts         | text
                    aliases    | [""]     | a list of texts         | a list with empty text
                    aliases    | ["a\\tb"] | printable text          | a control character
                    spares     | "1"      | a whole number from 0 to 2 | text
                    spares     | 3        | a whole number from 0 to 2 | 3
                    spares     | -1       | a whole number from 0 to 2 | -1
                    command    | 1        | a list of texts         | the number 1
                    command    | []       | a program and its arguments | an empty list
                    kind       | "secret" | one of "password", "token" | "secret"
                    timeout    | 20       | in quotes               | the number 20
                    timeout    | "20"     | a duration from 1s to 1min | "20"
                    timeout    | "2h"     | a duration from 1s to 1min | "2h"
                    timeout    | "0s"     | a duration from 1s to 1min | "0s"
                    host       | {}       | text in quotes          | a table
                    tls        | "none"   | one of "implicit", "starttls" | "none"
                    user       | 1        | text in quotes          | the number 1
                    mechanism  | "NTLM"   | one of "SCRAM-SHA-256", "PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER" | "NTLM"
                    pin_sha256 | "abc"    | 64 hexadecimal digits   | "abc"
                    account    | ["work"] | text in quotes          | a list
                    protocols  | "imap"   | a list of texts         | text
                    protocols  | []       | both                    | an empty list
                    protocols  | ["imap", "imap"] | each word once  | "imap" twice
                    """)
    void anotherTypeOrValueIsRefused(String key, String value, String expected, String found) {
        String text =
                EVERY_KEY.replaceFirst(
                        "(?m)^" + key + " = .*$", key + " = " + value.replace("\\", "\\\\"));

        Problem problem = Texts.problems(text).getFirst();

        assertThat(problem.key()).endsWith("." + key);
        assertThat(problem.expected()).contains(expected);
        assertThat(problem.found()).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [bridge]      | [[bridge]]     | bridge: expected a table, [bridge]
                    [[listener]]  | [listener]     | listener: expected tables with two brackets
                    [[app]]       | [app]          | app: expected tables with two brackets
                    [account.imap] | [[account.imap]] | account.imap: expected a table
                    """)
    void aTableWithTheOtherBracketsIsExplained(String right, String wrong, String said) {
        assertThat(Texts.problem(EVERY_KEY.replace(right, wrong))).contains(said);
    }

    @Test
    void anUnknownTableIsRefused() {
        assertThat(Texts.problem(EVERY_KEY.replace("[bridge]", "[brigde]")))
                .contains("Did you mean `bridge`?");
    }
}
