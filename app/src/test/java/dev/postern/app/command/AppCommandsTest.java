package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The commands about apps while no bridge runs. */
class AppCommandsTest {
    private static final Pattern PASSWORD = Pattern.compile("pst_[a-z2-7]+");

    @TempDir private Path home;
    private Installation postern;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
        addAccount("jo@example.org");
    }

    private void addAccount(String address) {
        postern.succeedWith(
                "the real password\n",
                "account",
                "add",
                address,
                "--imap-host",
                "imap.example.org",
                "--smtp-host",
                "smtp.example.org",
                "--password-stdin");
    }

    private static List<String> passwordsIn(String text) {
        return PASSWORD.matcher(text).results().map(match -> match.group()).toList();
    }

    @Test
    void receivingAndSendingGetAPasswordEachUnlessSaidOtherwise() throws Exception {
        String printed = postern.succeed("app", "add", "Thunderbird");
        assertThat(passwordsIn(printed)).hasSize(2).doesNotHaveDuplicates();
        assertThat(printed)
                .contains(
                        "thunderbird-imap",
                        "thunderbird-smtp",
                        "localhost",
                        "port " + postern.imapPort(),
                        "port " + postern.imapTlsPort(),
                        "port " + postern.smtpPort(),
                        "user name jo@example.org");
        assertThat(postern.read("apps.d/thunderbird-imap.toml")).contains("[\"imap\"]");
    }

    @Test
    void onePasswordForBothIsMadeWhenBothAreNamed() {
        String printed = postern.succeed("app", "add", "phone", "--protocols", "imap,smtp");
        assertThat(passwordsIn(printed)).hasSize(1);
    }

    @Test
    void aPasswordIsPrintedOnceAndWrittenNowhere() throws Exception {
        String password =
                passwordsIn(postern.succeed("app", "add", "x", "--protocols", "imap")).getFirst();
        String secretPart = password.substring("pst_".length() + 8);
        assertThat(postern.everythingWritten()).doesNotContain(password, secretPart);
        assertThat(postern.succeed("app", "list") + postern.succeed("app", "list", "--json"))
                .doesNotContain(secretPart);
    }

    @Test
    void aChosenPasswordIsWrittenNowhereEither() throws Exception {
        postern.succeedWith(
                "printer 4711 in the hall\n", "app", "add", "printer", "--password-stdin");
        assertThat(postern.everythingWritten())
                .doesNotContain("printer 4711 in the hall")
                .contains("argon2id");
    }

    @Test
    void jsonHoldsWhatAScriptTypesIntoAProgram() {
        JsonArray apps =
                JsonParser.parseString(postern.succeed("app", "add", "sync", "--json"))
                        .getAsJsonObject()
                        .getAsJsonArray("apps");
        assertThat(apps).hasSize(2);
        JsonElement imap = apps.get(0);
        assertThat(imap.getAsJsonObject().get("app").getAsString()).isEqualTo("sync-imap");
        assertThat(imap.getAsJsonObject().get("user").getAsString()).isEqualTo("jo@example.org");
        assertThat(imap.getAsJsonObject().getAsJsonArray("servers")).hasSize(2);
    }

    @Test
    void aNameThatIsTakenIsRefusedAndItsPasswordStays() {
        postern.succeed("app", "add", "x", "--protocols", "imap");
        Installation.Ran again = postern.run("app", "add", "x", "--protocols", "imap");
        assertThat(again.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(again.err()).contains("postern app password x");
        assertThat(postern.succeed("app", "list")).contains("generated");
    }

    @Test
    void whichAccountIsAskedForWhenThereAreSeveral() {
        addAccount("max@example.org");
        Installation.Ran ran = postern.run("app", "add", "x");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains("--account jo|max");
    }

    @Test
    void anUnknownAccountIsNamedWithThoseThatThereAre() {
        Installation.Ran ran = postern.run("app", "add", "x", "--account", "nobody");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("nobody", "jo");
    }

    @Test
    void aWeakChosenPasswordIsRefusedAndNoAppIsLeftBehind() {
        Installation.Ran ran = postern.runWith("short\n", "app", "add", "x", "--password-stdin");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("characters");
        assertThat(postern.configuration().resolve("apps.d/x.toml")).doesNotExist();
    }

    @Test
    void aSecondAppThatFailsTakesTheFirstBack() throws Exception {
        postern.write("apps.d/y-smtp.toml", "# a person's\n");
        Installation.Ran ran = postern.run("app", "add", "y");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("y-smtp.toml");
        assertThat(postern.succeed("app", "list", "--json")).doesNotContain("y-imap");
    }

    @Test
    void revokingRemovesWhatTheCommandWrote() {
        postern.succeed("app", "add", "x", "--protocols", "imap");
        postern.succeed("app", "revoke", "x");
        assertThat(postern.configuration().resolve("apps.d/x.toml")).doesNotExist();
        assertThat(postern.succeed("app", "list")).contains("no apps yet");
    }

    /** Defect 37: what a person wrote is theirs. */
    @Test
    void revokingLeavesAFileThatAPersonWroteButEndsItsPassword() throws Exception {
        String text =
                "# mine\n[[app]]\nname = \"mine\"\naccount = \"jo\"\nprotocols = [\"imap\"]\n";
        postern.write("apps.d/mine.toml", text);
        postern.succeed("app", "password", "mine");
        Installation.Ran ran = postern.run("app", "revoke", "mine");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("mine.toml:2");
        assertThat(postern.read("apps.d/mine.toml")).isEqualTo(text);
        assertThat(postern.succeed("app", "list")).contains("revoked");
    }

    @Test
    void revokingWorksWhileTheConfigurationIsBroken() throws Exception {
        postern.succeed("app", "add", "x", "--protocols", "imap");
        postern.write("apps.d/broken.toml", "[[app]]\nnames = \"y\"\n");
        Installation.Ran ran = postern.run("app", "revoke", "x");
        assertThat(ran.out()).contains("Revoked the password of x");
        Files.delete(postern.configuration().resolve("apps.d/broken.toml"));
        assertThat(postern.succeed("app", "list")).contains("revoked");
    }

    @Test
    void revokingWhatIsNotThereSaysSo() {
        Installation.Ran ran = postern.run("app", "revoke", "nobody");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("There is no app nobody");
    }

    @Test
    void aDamagedStateFileIsReportedAndStays() throws Exception {
        Path verifiers = postern.state().resolve("verifiers.json");
        Files.writeString(verifiers, "{");
        Installation.Ran ran = postern.run("app", "add", "x", "--protocols", "imap");
        assertThat(ran.code()).isEqualTo(ExitCode.STATE.number());
        assertThat(ran.err()).contains("verifiers.json", "backup");
        assertThat(postern.configuration().resolve("apps.d/x.toml")).doesNotExist();
        assertThat(verifiers).hasContent("{");
    }
}
