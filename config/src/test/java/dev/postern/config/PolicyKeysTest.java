package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.AddressPattern;
import dev.postern.core.access.App;
import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.ImapProfile;
import dev.postern.core.access.Network;
import dev.postern.core.access.Rotation;
import dev.postern.core.access.SmtpPolicy;
import dev.postern.core.access.UserBinding;
import dev.postern.core.account.Protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Each key that limits an app: what it means, misspelt, with another value, and where it can't be.
 */
class PolicyKeysTest {

    /** Every key once, each on a line of its own. */
    private static final String EVERY_KEY =
            """
            [[app]]
            name = "printer"
            account = "work"
            protocols = ["imap", "smtp"]
            imap = "read-only"
            folders = ["INBOX", "Archive/2026"]
            senders = ["Me@Example.com", "example.org"]
            recipients = ["@example.net"]
            messages_per_hour = 20
            max_message_size = "25 MiB"
            sources = ["192.168.1.0/24", "fd00::1"]
            expires = "2027-01-31T12:00:00+02:00"
            rotate_every = "90 days"
            rotate_overlap = "3 days"
            uid = "alice"
            uid_check = "warn"
            note = "on the second floor"
            """;

    private static final String APP = Texts.ACCOUNT + EVERY_KEY;

    @Test
    void everyKeyMeansWhatItSays() {
        assertThat(app(EVERY_KEY))
                .isEqualTo(
                        new App(
                                "printer",
                                "work",
                                new AppPolicy(
                                        Set.of(Protocol.IMAP, Protocol.SMTP),
                                        new ImapPolicy(
                                                ImapProfile.READ_ONLY,
                                                List.of("INBOX", "Archive/2026")),
                                        new SmtpPolicy(
                                                List.of(
                                                        new AddressPattern("me@example.com"),
                                                        new AddressPattern("@example.org")),
                                                List.of(new AddressPattern("@example.net")),
                                                OptionalInt.of(20),
                                                OptionalLong.of(25 << 20)),
                                        List.of(
                                                Network.parse("192.168.1.0/24").orElseThrow(),
                                                Network.parse("fd00::1").orElseThrow()),
                                        Optional.of(Instant.parse("2027-01-31T10:00:00Z")),
                                        Optional.of(
                                                new UserBinding(
                                                        "alice", UserBinding.Strictness.WARN)),
                                        new Rotation(
                                                Optional.of(Duration.ofDays(90)),
                                                Duration.ofDays(3))),
                                "on the second floor"));
    }

    @Test
    void whatWasReadIsWrittenTheSame() {
        App app = app(EVERY_KEY);

        assertThat(app(TomlWriter.app(app))).isEqualTo(app);
        assertThat(TomlWriter.app(app))
                .isEqualTo(
                        EVERY_KEY
                                .replace("Me@Example.com", "me@example.com")
                                .replace("@example.net", "example.net")
                                .replace("12:00:00+02:00", "10:00:00Z"));
    }

    @Test
    void whatIsUsualIsNotWritten() {
        assertThat(
                        TomlWriter.app(
                                app(
                                        """
                                        [[app]]
                                        name = "printer"
                                        account = "work"
                                        protocols = ["imap"]
                                        imap = "full"
                                        rotate_overlap = "1 week"
                                        """)))
                .isEqualTo(
                        """
                        [[app]]
                        name = "printer"
                        account = "work"
                        protocols = ["imap"]
                        """);
    }

    @Test
    void aDayIsTheLastOneAndEndsWhereTheBridgeRuns() {
        App app = app(with("expires", "\"2027-01-31\""));

        assertThat(app.policy().expires())
                .hasValue(
                        LocalDate.of(2027, 2, 1).atStartOfDay(ZoneId.systemDefault()).toInstant());
        assertThat(TomlWriter.app(app)).contains("expires = \"2027-01-31\"\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2027-01-31 | Europe/Berlin | 2027-01-31T23:00:00Z",
                "2027-01-31 | UTC | 2027-02-01T00:00:00Z",
                // Summer time began at midnight there: the day has no 0:00.
                "2018-11-03 | America/Sao_Paulo | 2018-11-04T03:00:00Z"
            })
    void aDayEndsWithItsLastSecond(String day, String zone, Instant end) {
        assertThat(Moments.parse(day, ZoneId.of(zone))).hasValue(end);
        assertThat(Moments.written(end, ZoneId.of(zone))).isEqualTo(day);
    }

    @Test
    void aUserIsEnforcedUnlessSaidOtherwise() {
        assertThat(app(without("uid_check")).policy().user())
                .hasValue(new UserBinding("alice", UserBinding.Strictness.ENFORCE));
    }

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
        Problem problem = Texts.problems(Texts.ACCOUNT + with(key, value)).getFirst();

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
        assertThat(Texts.problem(Texts.ACCOUNT + without("uid")))
                .contains("app.uid_check: expected `uid` beside it", "uid = \"alice\"");
    }

    @ParameterizedTest
    @CsvSource({
        "25 MiB,26214400,25 MiB",
        "10MB,10000000,10 MB",
        "1500 kb,1500000,1500 kB",
        "2048 KiB,2097152,2 MiB",
        "1 GB,1000000000,1 GB",
        "1gib,1073741824,1 GiB"
    })
    void aSizeIsWrittenInTheLargestUnit(String text, long octets, String written) {
        assertThat(Sizes.parse(text)).hasValue(octets);
        assertThat(Sizes.written(octets)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "1 day,P1D,1 day",
        "24h,P1D,1 day",
        "90d,P90D,90 days",
        "2 weeks,P14D,14 days",
        "36h,PT36H,36h",
        "0s,PT0S,0s"
    })
    void aDurationMayBeInDays(String text, Duration duration, String written) {
        assertThat(Durations.parse(text)).hasValue(duration);
        assertThat(Durations.written(duration)).isEqualTo(written);
    }

    private static App app(String text) {
        return Texts.valid(Texts.ACCOUNT + text).apps().getFirst();
    }

    private static String with(String key, String value) {
        return EVERY_KEY.replaceFirst("(?m)^" + key + " = .*$", key + " = " + value);
    }

    private static String without(String key) {
        return EVERY_KEY.replaceFirst("(?m)^" + key + " = .*\n", "");
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
