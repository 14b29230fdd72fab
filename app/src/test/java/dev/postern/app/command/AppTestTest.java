package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

/** What limits would make of a command can be seen without a connection. */
class AppTestTest {
    @TempDir private Path home;
    private Installation postern;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
        postern.succeedWith("x\n", "account", "add", "jo@gmail.com", "--password-stdin");
        postern.write(
                "apps.d/apps.toml",
                """
                [[app]]
                name = "reader"
                account = "jo"
                protocols = ["imap"]
                imap = "read-only"
                folders = ["INBOX"]

                [[app]]
                name = "sender"
                account = "jo"
                protocols = ["smtp"]
                senders = ["jo@gmail.com"]
                recipients = ["example.org"]

                [[app]]
                name = "both"
                account = "jo"
                protocols = ["imap", "smtp"]
                imap = "no-delete"
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reader | SELECT INBOX",
                "reader | a1 EXAMINE INBOX",
                "sender | MAIL FROM:<jo@gmail.com>",
                "sender | RCPT TO:<ann@example.org>",
                "sender | From: Jo <jo@gmail.com>",
                "both | SELECT INBOX",
                "both | MAIL FROM:<anybody@example.com>"
            })
    void whatIsAllowedPasses(String app, String line) {
        Installation.Ran ran = postern.run("app", "test", app, line);

        assertThat(ran.out()).contains("It passes");
        assertThat(ran.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reader | STORE 1 +FLAGS (\\Seen) | NOPERM",
                "reader | a7 UID EXPUNGE 1 | a7 NO",
                "reader | SELECT Archive | NO",
                "sender | MAIL FROM:<boss@gmail.com> | 550",
                "sender | RCPT TO:<ann@example.com> | 550",
                "sender | From: Boss <boss@gmail.com> | 5",
                "both | EXPUNGE | NO"
            })
    void whatIsNotAllowedIsAnsweredAsTheClientWouldHearIt(String app, String line, String said) {
        Installation.Ran ran = postern.run("app", "test", app, line);

        assertThat(ran.out()).startsWith("Refused: ").contains(said);
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
    }

    @Test
    void aCommandOfTheOtherProtocolIsNoAnswer() {
        Installation.Ran ran = postern.run("app", "test", "reader", "MAIL FROM:<jo@gmail.com>");

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains("smtp, which the app reader may not use");
    }

    @Test
    void scriptsGetJson() {
        var answer =
                JsonParser.parseString(
                                postern.run("app", "test", "reader", "EXPUNGE", "--json").out())
                        .getAsJsonObject();

        assertThat(answer.get("protocol").getAsString()).isEqualTo("imap");
        assertThat(answer.get("passes").getAsBoolean()).isFalse();
    }
}
