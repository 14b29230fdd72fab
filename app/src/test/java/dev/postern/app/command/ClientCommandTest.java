package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

/** While no bridge runs. */
class ClientCommandTest {
    private static final Pattern PASSWORD = Pattern.compile("pst_[a-z2-7]+");

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
        postern.succeed("app", "add", "mutt");
    }

    @Test
    void theListenerWithTlsIsChosenAndTheAppsAreThoseOfTheProgramsName() {
        String printed = postern.succeed("client", "mutt");
        assertThat(printed)
                .contains(
                        "imaps://localhost:" + postern.imapTlsPort(),
                        "smtp://jo%40example.org@localhost:" + postern.smtpPort(),
                        "set ssl_ca_certificates_file=\"" + postern.state(),
                        "imap_pass=\"`cat " + postern.configuration() + "/passwords/mutt-imap`\"",
                        "smtp_pass=\"`cat " + postern.configuration() + "/passwords/mutt-smtp`\"");
        assertThat(PASSWORD.matcher(printed).find()).isFalse();
    }

    @Test
    void whatIsNotForTheFileIsSaidBesideIt() {
        Installation.Ran ran = postern.run("client", "mutt");
        assertThat(ran.out()).startsWith("# mutt");
        assertThat(ran.err()).contains("~/.muttrc", "passwords/mutt-imap");
    }

    /** Nobody would read a file. */
    @Test
    void whereTheProgramAsksThePersonNothingIsSaidOfFiles() {
        for (String program : new String[] {"thunderbird", "outlook", "apple-mail", "generic"}) {
            assertThat(postern.run("client", program, "--app", "mutt").err())
                    .as(program)
                    .isNotEmpty()
                    .doesNotContain("passwords/");
        }
    }

    @Test
    void aPasswordThatIsNotInItsFileYetIsMissed() {
        String file = postern.configuration() + "/passwords/mutt-smtp";
        assertThat(postern.run("client", "msmtp", "--app", "mutt").err())
                .contains("password of mutt-smtp is not there yet", file, "--password-stdin");
    }

    @Test
    void anotherWayIsChosenByAPerson() {
        assertThat(postern.succeed("client", "mutt", "--security", "none"))
                .contains("imap://localhost:" + postern.imapPort())
                .doesNotContain("ssl_ca_certificates_file");
        Installation.Ran ran = postern.run("client", "mutt", "--security", "ssl");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains("tls, starttls or none");
    }

    @Test
    void aWayThatNoListenerHasIsNamed() {
        Installation.Ran ran = postern.run("client", "msmtp", "--app", "mutt", "--security", "tls");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("No listener for SMTP takes [tls]");
    }

    @Test
    void aFileIsWrittenForItsOwnerAndNeverOverAnother() throws Exception {
        Path file = home.resolve("new/muttrc");
        postern.succeed("client", "mutt", "--write", file.toString());
        String text = Files.readString(file);
        assertThat(text).contains("imap_user=\"jo@example.org\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Installation.Ran again = postern.run("client", "mutt", "--write", file.toString());
        assertThat(again.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(again.err()).contains("is there already", file.toString());
        assertThat(file).hasContent(text);
    }

    @Test
    void passwordsFromStandardInputAreKeptInFilesOfTheOwner() throws Exception {
        postern.succeedWith("first\nsecond\n", "client", "mutt", "--password-stdin");
        Path passwords = postern.configuration().resolve("passwords");
        assertThat(passwords.resolve("mutt-imap")).hasContent("first");
        assertThat(passwords.resolve("mutt-smtp")).hasContent("second");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(passwords.resolve("mutt-imap"))))
                .isEqualTo("rw-------");
        assertThat(postern.run("client", "mutt").err()).doesNotContain("passwords/mutt");
    }

    @Test
    void aCommandOfThePersonsPrintsThePassword() {
        assertThat(postern.succeed("client", "mutt", "--password-command", "pass show m/{app}"))
                .contains("imap_pass=\"`pass show m/mutt-imap`\"");
    }

    @Test
    void aProgramThatNeedsWhatItsAppMayNotIsRefused() {
        postern.succeed("app", "add", "reader", "--protocols", "imap");
        Installation.Ran ran = postern.run("client", "msmtp", "--app", "reader");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("msmtp needs SMTP", "postern app add msmtp --account jo");
    }

    @Test
    void anAppThatIsNotThereIsNamedWithThoseThatAre() {
        Installation.Ran ran = postern.run("client", "thunderbird");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err())
                .contains("no app thunderbird", "mutt-imap|mutt-smtp", "app add thunderbird");
    }

    @Test
    void aProgramThatNobodyKnowsIsAnsweredWithThoseThatAreKnown() {
        Installation.Ran ran = postern.run("client", "pegasus");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains("thunderbird", "client generic");
        assertThat(postern.succeed("client")).contains("thunderbird", "mbsync (isync)");
    }

    @Test
    void aWholeDomainHasNoUserNameToWrite() throws Exception {
        postern.write(
                "accounts.d/domain.toml",
                """
                [[account]]
                name = "domain"
                address = "@example.com"
                [account.imap]
                host = "imap.example.com"
                user = "all@example.com"
                """);
        postern.succeed("app", "add", "all", "--account", "domain", "--protocols", "imap");
        Installation.Ran ran = postern.run("client", "mbsync", "--app", "all");
        assertThat(ran.err()).contains("whole domain");
    }

    @Test
    void aThunderbirdProfileIsMadeAndToldOfOnce() {
        String profile = home.resolve("profile").toString();
        postern.succeed("client", "thunderbird", "--app", "mutt", "--write", profile);
        assertThat(home.resolve("profile/prefs.js")).content().contains("\"localhost\"");
        Installation.Ran again =
                postern.run("client", "thunderbird", "--app", "mutt", "--write", profile);
        assertThat(again.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(again.err()).contains("has this account already");
    }
}
