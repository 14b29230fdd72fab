package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The commands about accounts while no bridge runs. */
class AccountCommandsTest {
    @TempDir private Path home;
    private Installation postern;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
    }

    @Test
    void theAddressIsEnoughForAKnownProvider() throws Exception {
        postern.succeedWith("secret\n", "account", "add", "jo@gmail.com", "--password-stdin");
        assertThat(postern.read("accounts.d/jo.toml"))
                .contains("provider = \"gmail\"", "jo@gmail.com");
    }

    @Test
    void anUnknownProviderIsAskedFor() {
        Installation.Ran ran =
                postern.runWith("x\n", "account", "add", "jo@example.org", "--password-stdin");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains("example.org", "--imap-host", "--smtp-host", "gmail");
    }

    @Test
    void aProviderThatTakesNoPasswordsSaysWhatItTakes() {
        Installation.Ran ran =
                postern.runWith("x\n", "account", "add", "jo@outlook.com", "--password-stdin");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("--command-kind token");
    }

    @Test
    void aCommandThatPrintsATokenNeedsNoPassword() throws Exception {
        postern.succeed(
                "account",
                "add",
                "jo@outlook.com",
                "--command",
                "oama access jo@outlook.com",
                "--command-kind",
                "token");
        assertThat(postern.read("accounts.d/jo.toml"))
                .contains("\"oama\", \"access\", \"jo@outlook.com\"", "token");
        assertThat(postern.succeed("account", "list")).contains("command");
    }

    /** Defect 36. */
    @Test
    void eachProtocolMayHaveAUserOfItsOwn() throws Exception {
        postern.succeedWith(
                "x\n",
                "account",
                "add",
                "desk@example.org",
                "--imap-host",
                "mail.example.org:143",
                "--smtp-host",
                "mail.example.org",
                "--smtp-user",
                "jo@example.org",
                "--password-stdin");
        assertThat(postern.read("accounts.d/desk.toml"))
                .contains("starttls", "port = 143", "user = \"jo@example.org\"");
    }

    @Test
    void thePasswordIsInNoFileAsItIs() throws Exception {
        postern.succeedWith(
                "correct horse battery\n", "account", "add", "jo@gmail.com", "--password-stdin");
        assertThat(postern.everythingWritten()).doesNotContain("correct horse battery");
    }

    @Test
    void withoutATerminalThePasswordMustComeThroughAPipe() {
        Installation.Ran ran = postern.run("account", "add", "jo@gmail.com");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains("--password-stdin");
        assertThat(postern.configuration().resolve("accounts.d/jo.toml")).doesNotExist();
    }

    @Test
    void anEmptyPasswordIsRefused() {
        Installation.Ran ran =
                postern.runWith("\n", "account", "add", "jo@gmail.com", "--password-stdin");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void anAddressThatIsThereAlreadyIsRefused() {
        postern.succeedWith("x\n", "account", "add", "jo@gmail.com", "--password-stdin");
        Installation.Ran ran =
                postern.runWith(
                        "y\n", "account", "add", "JO@gmail.com", "--name", "b", "--password-stdin");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("postern account password jo");
    }

    @Test
    void twoPeopleWithOneLocalPartGetDifferentNames() {
        postern.succeedWith("x\n", "account", "add", "jo@gmail.com", "--password-stdin");
        postern.succeedWith("x\n", "account", "add", "jo@gmx.net", "--password-stdin");
        assertThat(postern.succeed("account", "list")).contains("jo-gmx.net");
    }

    @Test
    void removingIsRefusedWhileAppsUseTheAccount() {
        postern.succeedWith("x\n", "account", "add", "jo@gmail.com", "--password-stdin");
        postern.succeed("app", "add", "phone", "--protocols", "imap");
        Installation.Ran ran = postern.run("account", "remove", "jo");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("postern app revoke phone");
    }

    @Test
    void removingTakesTheFileAway() {
        postern.succeedWith("x\n", "account", "add", "jo@gmail.com", "--password-stdin");
        postern.succeed("account", "remove", "jo");
        assertThat(postern.configuration().resolve("accounts.d/jo.toml")).doesNotExist();
        assertThat(postern.succeed("account", "list")).contains("no accounts yet");
    }

    @Test
    void aVaultThatCannotBeOpenedLeavesNoAccountBehind() throws Exception {
        Path key = postern.keys().resolve("vault.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        Installation.Ran ran =
                postern.runWith("x\n", "account", "add", "jo@gmail.com", "--password-stdin");
        assertThat(ran.code()).isEqualTo(ExitCode.STATE.number());
        assertThat(ran.err()).contains("vault.key", "chmod 600");
        assertThat(postern.configuration().resolve("accounts.d/jo.toml")).doesNotExist();
    }

    @Test
    void theListIsJsonForScripts() {
        postern.succeedWith("x\n", "account", "add", "jo@gmail.com", "--password-stdin");
        var account =
                JsonParser.parseString(postern.succeed("account", "list", "--json"))
                        .getAsJsonObject()
                        .getAsJsonArray("accounts")
                        .get(0)
                        .getAsJsonObject();
        assertThat(account.get("address").getAsString()).isEqualTo("jo@gmail.com");
        assertThat(account.get("credential").getAsString()).isEqualTo("vault");
    }
}
