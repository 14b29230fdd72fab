package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** {@code postern sendmail}, a running bridge and a provider. */
class SendmailTest {
    private static final String MESSAGE = "Subject: news\n\nA line.\n";

    @TempDir private Path home;
    private SmtpStandIn provider;
    private Installation postern;

    @BeforeEach
    void install() throws Exception {
        provider = new SmtpStandIn();
        postern = Installation.in(home);
        postern.succeed("init");
        postern.succeedWith("the real password\n", provider.accountAdd(home));
        postern.succeedWith(addApp() + "\n", "sendmail", "--setup");
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
        provider.close();
    }

    private String addApp() {
        String json = postern.succeed("app", "add", "mailer", "--protocols", "smtp", "--json");
        return Installation.password(json);
    }

    @Test
    void aMessageWithItsRecipientsInTheHeaderArrivesWithoutBcc() {
        postern.serve();
        postern.succeedWith(
                """
                To: Ann <ann@example.org>,
                 friends: bob@example.org, "C, D" <cd@example.org>;
                Bcc: hidden@example.org
                Subject: Grüße

                ..two dots
                .
                """
                        + "long ".repeat(400)
                        + "\n",
                "sendmail",
                "-t",
                "-oi");
        assertThat(provider.commands())
                .contains(
                        "RCPT TO:<ann@example.org>",
                        "RCPT TO:<bob@example.org>",
                        "RCPT TO:<cd@example.org>",
                        "RCPT TO:<hidden@example.org>")
                .anyMatch(
                        line -> line.matches("MAIL FROM:<jo@example.org> SIZE=\\d+ BODY=8BITMIME"));
        String message = new String(provider.messages().getFirst().getBytes(ISO_8859_1), UTF_8);
        assertThat(message)
                .startsWith("To: Ann <ann@example.org>,\r\n friends: bob@")
                .contains("Subject: Grüße\r\n", "\r\nFrom: jo@example.org\r\n")
                .containsPattern("\r\nDate: \\w{3}, \\d+ \\w{3} \\d{4} [\\d:]{8} [+-]\\d{4}\r\n")
                .containsPattern("\r\nMessage-ID: <[^>]+@example.org>\r\n")
                .endsWith("\r\n\r\n...two dots\r\n..\r\n" + "long ".repeat(400) + "\r\n.\r\n")
                .doesNotContain("hidden");
    }

    @Test
    void whatCronWritesIsMailToTheAccountsOwner() {
        postern.serve();
        postern.succeedWith(
                "From: root (Cron Daemon)\nTo: root\nSubject: Cron\n\noutput\n.\nnot this\n",
                "sendmail",
                "-FCronDaemon",
                "-B8BITMIME",
                "-oem",
                "-f",
                "root",
                "root");
        assertThat(provider.commands())
                .contains("RCPT TO:<jo@example.org>")
                .anyMatch(line -> line.startsWith("MAIL FROM:<jo@example.org>"));
        assertThat(provider.messages().getFirst())
                .contains("From: Cron Daemon <jo@example.org>\r\n")
                .endsWith("\r\n\r\noutput\r\n.\r\n");
    }

    @Test
    void aTextWithoutHeaderIsABody() {
        postern.serve();
        postern.succeedWith("Hello there\r\nagain", "sendmail", "-F", "Jo Ä", "ann@example.org");
        assertThat(provider.messages().getFirst())
                .startsWith("From: =?UTF-8?")
                .endsWith("\r\n\r\nHello there\r\nagain\r\n.\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 451 later, 75",
        "MAIL, 550 not you, 69",
        "RCPT, 550 nobody, 67",
        "RCPT, 450 later, 75",
        "DATA, 554 no, 69",
        "., 451 later, 75",
        "., 554 spam, 69"
    })
    void theExitCodeSaysWhetherTryingAgainHelps(String command, String reply, int code) {
        postern.serve();
        provider.answer(command, reply);
        Installation.Ran ran = postern.runWith(MESSAGE, "sendmail", "ann@example.org");
        assertThat(ran.code()).as(ran.toString()).isEqualTo(code);
        assertThat(ran.err()).startsWith("sendmail: The message was not sent: ").contains(reply);
    }

    @Test
    void aLostFinalReplyIsUnknownAndNothingIsSentAgain() {
        postern.serve();
        provider.answer(".", "");
        Installation.Ran ran = postern.runWith(MESSAGE, "sendmail", "ann@example.org");
        assertThat(ran.code()).isEqualTo(75);
        assertThat(ran.err()).contains("unknown whether the message was sent");
        assertThat(provider.messages()).hasSize(1);
    }

    @Test
    void aRefusedAppPasswordIsNoPermission() {
        postern.serve();
        postern.succeed("app", "revoke", "mailer");
        Installation.Ran ran = postern.runWith(MESSAGE, "sendmail", "ann@example.org");
        assertThat(ran.code()).as(ran.toString()).isEqualTo(77);
        assertThat(provider.commands()).isEmpty();
    }

    @Test
    void withoutABridgeItIsATemporaryFailure() {
        Installation.Ran ran = postern.runWith(MESSAGE, "sendmail", "ann@example.org");
        assertThat(ran.code()).as(ran.toString()).isEqualTo(75);
        assertThat(ran.err()).contains("postern serve");
    }

    @Test
    void aPasswordFileThatOthersCanReadIsRefused() throws Exception {
        Path file = postern.configuration().resolve("sendmail");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Installation.Ran ran = postern.runWith(MESSAGE, "sendmail", "ann@example.org");
        assertThat(ran.code()).as(ran.toString()).isEqualTo(78);
        assertThat(ran.err()).contains("chmod 600").doesNotContain("pst_");
    }

    @ParameterizedTest
    @CsvSource({
        "-bs, 64, -bs is not supported",
        "-k, 64, no option -k",
        "-i, 64, No recipient",
        "-t, 65, names no recipient",
        "a b@@c, 64, no list of mail addresses",
        "-q, 0, ''"
    })
    void wrongUseIsToldFromWrongMessages(String argument, int code, String sentence) {
        Installation.Ran ran = postern.runWith(MESSAGE, "sendmail", argument);
        assertThat(ran.code()).as(ran.toString()).isEqualTo(code);
        assertThat(ran.err()).contains(sentence);
        assertThat(provider.commands()).isEmpty();
    }

    @Test
    void optionsEndAtTwoDashes() {
        postern.serve();
        postern.succeedWith(MESSAGE, "sendmail", "-oi", "--", "ann@example.org");
        assertThat(provider.commands()).contains("RCPT TO:<ann@example.org>");
    }
}
