package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;

/** What an app gets that is added as one of a kind, or with limits of its own. */
class AppKindsTest {
    @TempDir private Path home;
    private Installation postern;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
        postern.succeedWith(
                "the real password\n",
                "account",
                "add",
                "jo@example.org",
                "--imap-host",
                "imap.example.org",
                "--smtp-host",
                "smtp.example.org",
                "--password-stdin");
    }

    /** Without the line that says when it was written. */
    private String written(String app) throws Exception {
        String text = postern.read("apps.d/" + app + ".toml");
        return text.substring(text.indexOf('\n') + 1);
    }

    @ParameterizedTest
    @EnumSource
    void eachKindIsExplainedInTheHelp(AppKind kind) {
        assertThat(postern.succeed("app", "add", "--help").replaceAll("\\s+", " "))
                .contains(kind.word() + " " + kind.sentence());
    }

    @Test
    void aBackupReadsAndChangesNothing() throws Exception {
        postern.succeed("app", "add", "x", "--kind", "backup");

        assertThat(written("x"))
                .isEqualTo(
                        """
                        [[app]]
                        name = "x"
                        account = "jo"
                        protocols = ["imap"]
                        imap = "read-only"
                        """);
    }

    @Test
    void aScannerSendsSomeMessagesAsTheAccount() throws Exception {
        postern.succeed("app", "add", "x", "--kind", "scanner", "--sources", "192.168.1.20");

        assertThat(written("x"))
                .isEqualTo(
                        """
                        [[app]]
                        name = "x"
                        account = "jo"
                        protocols = ["smtp"]
                        senders = ["jo@example.org"]
                        messages_per_hour = 60
                        max_message_size = "25 MiB"
                        sources = ["192.168.1.20"]
                        """);
    }

    @Test
    void anAgentSendsOnlyToThoseThatAreNamed() throws Exception {
        postern.succeed("app", "add", "x", "--kind", "agent");
        postern.succeed("app", "add", "y", "--kind", "agent", "--recipients", "example.org");

        assertThat(written("x")).contains("protocols = [\"imap\"]\nimap = \"read-and-flag\"\n");
        assertThat(written("y-imap"))
                .endsWith("protocols = [\"imap\"]\nimap = \"read-and-flag\"\n");
        assertThat(written("y-smtp"))
                .endsWith(
                        """
                        protocols = ["smtp"]
                        senders = ["jo@example.org"]
                        recipients = ["example.org"]
                        messages_per_hour = 20
                        """);
    }

    @Test
    void aScriptOnlySends() throws Exception {
        postern.succeed("app", "add", "x", "--kind", "script");

        assertThat(written("x"))
                .endsWith(
                        """
                        protocols = ["smtp"]
                        senders = ["jo@example.org"]
                        messages_per_hour = 60
                        """);
    }

    @Test
    void anOptionCountsBeforeTheKind() throws Exception {
        postern.succeed("app", "add", "x", "--kind", "backup", "--imap", "full");
        postern.succeed("app", "add", "y", "--kind", "script", "--messages-per-hour", "5");

        assertThat(written("x")).doesNotContain("imap =");
        assertThat(written("y")).contains("messages_per_hour = 5\n");
    }

    @Test
    void eachOfTwoAppsGetsTheLimitsOfItsProtocolAndThoseOfBoth() throws Exception {
        postern.succeed(
                "app",
                "add",
                "x",
                "--imap",
                "no-delete",
                "--folders",
                "INBOX,Archive/2026",
                "--senders",
                "jo@example.org",
                "--max-message-size",
                "10 MB",
                "--uid",
                "alice",
                "--uid-check",
                "warn",
                "--rotate-every",
                "90 days",
                "--note",
                "a note");

        assertThat(written("x-imap"))
                .endsWith(
                        """
                        protocols = ["imap"]
                        imap = "no-delete"
                        folders = ["INBOX", "Archive/2026"]
                        rotate_every = "90 days"
                        uid = "alice"
                        uid_check = "warn"
                        note = "a note"
                        """);
        assertThat(written("x-smtp"))
                .endsWith(
                        """
                        protocols = ["smtp"]
                        senders = ["jo@example.org"]
                        max_message_size = "10 MB"
                        rotate_every = "90 days"
                        uid = "alice"
                        uid_check = "warn"
                        note = "a note"
                        """);
    }

    @Test
    void anEndMayBeSaidInDays() throws Exception {
        postern.succeed("app", "add", "x", "--kind", "backup", "--expires", "2 weeks");

        assertThat(written("x"))
                .contains(
                        "expires = \"%s\"\n"
                                .formatted(LocalDate.now(ZoneId.systemDefault()).plusDays(14)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--kind | robot | --kind: expected mail-client, backup, scanner, agent, script,"
                        + " found robot.",
                "--imap | all | --imap: expected one of \"full\"",
                "--folders | Archive/* | --folders: expected names of folders, found"
                        + " \"Archive/*\".",
                "--senders | Jo Doe | --senders: expected mail addresses and domains",
                "--recipients | jo | --recipients: expected mail addresses and domains, found"
                        + " \"jo\".",
                "--messages-per-hour | 0 | --messages-per-hour: expected a whole number from 1",
                "--max-message-size | 25 | --max-message-size: expected a size from 1 KiB",
                "--sources | 192.168.1.1/24 | --sources: expected IP addresses and networks",
                "--expires | soon | --expires: expected a day or a time, found \"soon\".",
                "--rotate-every | 1h | --rotate-every: expected a duration from 1 day",
                "--uid-check | warn | --uid-check: expected `uid` beside it, found no `uid`."
            })
    void aWrongLimitIsNamedAndNothingIsWritten(String option, String value, String said) {
        Installation.Ran ran = postern.run("app", "add", "x", option, value);

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains(said);
        assertThat(postern.succeed("app", "list")).contains("no apps yet");
    }

    @Test
    void aLimitThatCouldHaveNoEffectIsRefused() {
        Installation.Ran ran =
                postern.run("app", "add", "x", "--kind", "scanner", "--folders", "INBOX");

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err())
                .contains("--folders: expected \"imap\" among `protocols`, found an app that");
    }

    @Test
    void whoCanReadTheVaultIsToldOnlyWhereThereAreLimits() {
        assertThat(postern.run("app", "add", "x").err()).doesNotContain("vault");
        assertThat(postern.run("app", "add", "y", "--kind", "backup").err())
                .contains("programs that run as you can", "as a service");
    }
}
