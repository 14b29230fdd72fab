package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** Each key that limits an app: misspelt, with another value, and where it can't be. */
class PolicyFaultsTest {

    private static final String APP = Texts.ACCOUNT + PolicyKeysTest.EVERY_KEY;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imap",
                "folders",
                "senders",
                "recipients",
                "messages_per_hour",
                "max_message_size",
                "sources",
                "expires",
                "rotate_every",
                "rotate_overlap",
                "uid",
                "note"
            })
    void aMisspeltKeyIsTakenForTheOneThatWasMeant(String key) {
        String misspelt = key.substring(0, key.length() - 1) + "q";

        assertThat(Texts.problems(APP.replaceFirst("(?m)^" + key + " =", misspelt + " =")))
                .extracting(Problem::remedy)
                .contains("Did you mean `" + key + "`?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    imap       | true          | text in quotes | true
                    imap       | "readonly"    | one of "full", "read-only", "read-and-flag", "append-only", "no-delete" | "readonly"
                    folders    | "INBOX"       | a list of texts | text
                    folders    | []            | at least one | an empty list
                    folders    | ["Archive/*"] | names of folders | "Archive/*"
                    folders    | ["Archive/"]  | names with one / between two levels | "Archive/"
                    folders    | ["a//b"]      | names with one / between two levels | "a//b"
                    senders    | "me@b.c"      | a list of texts | text
                    senders    | []            | at least one | an empty list
                    senders    | ["Me <me@example.com>"] | mail addresses and domains | "Me <me@example.com>"
                    senders    | ["jo"]        | mail addresses and domains | "jo"
                    recipients | [""]          | a list of texts | a list with empty text
                    recipients | ["*"]         | mail addresses and domains | "*"
                    messages_per_hour | "20"   | a whole number from 1 to 1000000 | text
                    messages_per_hour | 0      | a whole number from 1 to 1000000 | 0
                    max_message_size | 1000000 | text in quotes | the number 1000000
                    max_message_size | "25"    | a size from 1 KiB to 4 GiB | "25"
                    max_message_size | "1 kB"  | a size from 1 KiB to 4 GiB | "1 kB"
                    max_message_size | "5 GiB" | a size from 1 KiB to 4 GiB | "5 GiB"
                    max_message_size | "25 MiX" | a size from 1 KiB to 4 GiB | "25 MiX"
                    sources    | "::1"         | a list of texts | text
                    sources    | []            | at least one | an empty list
                    sources    | ["192.168.1.1/24"] | IP addresses and networks | "192.168.1.1/24"
                    sources    | ["printer.lan"] | IP addresses and networks | "printer.lan"
                    expires    | 2027          | text in quotes | the number 2027
                    expires    | "2027-02-30"  | a day or a time | "2027-02-30"
                    expires    | "90 days"     | a day or a time | "90 days"
                    expires    | "2027-01-31T12:00:00" | a day or a time | "2027-01-31T12:00:00"
                    expires    | "9999-12-31"  | a day or a time | "9999-12-31"
                    rotate_every | 90          | in quotes | the number 90
                    rotate_every | "90"        | a duration from 1 day to 3650 days | "90"
                    rotate_every | "1h"        | a duration from 1 day to 3650 days | "1h"
                    rotate_overlap | "2 years" | a duration from 0s to 365 days | "2 years"
                    rotate_overlap | "90 days" | less than `rotate_every`, 90 days | "90 days"
                    uid        | 1000          | text in quotes | the number 1000
                    uid        | "alice bob"   | the name or number of a user | "alice bob"
                    uid_check  | "off"         | one of "warn", "enforce" | "off"
                    note       | 1             | text in quotes | the number 1
                    note       | ""            | some text | none
                    """)
    void anotherTypeOrValueIsRefused(String key, String value, String expected, String found) {
        Problem problem =
                Texts.problems(Texts.ACCOUNT + PolicyKeysTest.with(key, value)).getFirst();

        assertThat(problem.key()).isEqualTo("app." + key);
        assertThat(problem.line()).hasValue(lineOf(key));
        assertThat(problem.expected()).contains(expected);
        assertThat(problem.found()).isEqualTo(found);
        assertThat(problem.remedy()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"imap", "folders"})
    void aLimitOfImapNeedsImap(String key) {
        assertThat(
                        Texts.problems(
                                APP.replace(
                                        "protocols = [\"imap\", \"smtp\"]",
                                        "protocols = [\"smtp\"]")))
                .hasSize(2)
                .extracting(Problem::sentence)
                .anySatisfy(sentence ->
                        assertThat(sentence)
                                .endsWith(
                                        ":%d: app.%s: expected \"imap\" among `protocols`, found an"
                                                        .formatted(lineOf(key), key)
                                                + " app that can't use it. Take the key away, or"
                                                + " add the protocol."));
    }

    @Test
    void aLimitOfSendingNeedsSmtp() {
        assertThat(
                        Texts.problems(
                                APP.replace(
                                        "protocols = [\"imap\", \"smtp\"]",
                                        "protocols = [\"imap\"]")))
                .extracting(Problem::key)
                .containsExactly(
                        "app.senders",
                        "app.recipients",
                        "app.messages_per_hour",
                        "app.max_message_size");
    }

    @Test
    void howAUserIsCheckedNeedsAUser() {
        assertThat(Texts.problem(Texts.ACCOUNT + PolicyKeysTest.without("uid")))
                .contains("app.uid_check: expected `uid` beside it", "uid = \"alice\"");
    }

    private static int lineOf(String key) {
        List<String> lines = APP.lines().toList();
        for (int i = (int) Texts.ACCOUNT.lines().count(); i < lines.size(); i++) {
            if (lines.get(i).startsWith(key + " = ")) {
                return i + 1;
            }
        }
        throw new AssertionError(key);
    }
}
