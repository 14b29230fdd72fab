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

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Each key that limits an app: what it means, and how it is written. */
class PolicyKeysTest {

    /** Every key once, each on a line of its own. */
    static final String EVERY_KEY =
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

    static String with(String key, String value) {
        return EVERY_KEY.replaceFirst("(?m)^" + key + " = .*$", key + " = " + value);
    }

    static String without(String key) {
        return EVERY_KEY.replaceFirst("(?m)^" + key + " = .*\n", "");
    }
}
