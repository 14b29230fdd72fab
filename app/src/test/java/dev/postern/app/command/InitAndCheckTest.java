package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The first and the most harmless command, and what the command line says of itself. */
class InitAndCheckTest {
    @TempDir private Path home;

    private Installation empty() throws Exception {
        Installation postern = Installation.in(home);
        Files.delete(postern.configuration().resolve("postern.toml"));
        return postern;
    }

    @Test
    void initMakesEverythingForTheOwnerOnly() throws Exception {
        Installation postern = empty();
        assertThat(postern.succeed("init")).contains("postern account add", "postern serve");
        for (Path secret :
                new Path[] {
                    postern.state().resolve("vault"),
                    postern.keys().resolve("vault.key"),
                    postern.configuration().resolve("postern.toml")
                }) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .as("%s", secret)
                    .isEqualTo("rw-------");
        }
        postern.succeed("check");
    }

    /** Defect 18. */
    @Test
    void initListensNowhereButOnThisMachine() throws Exception {
        Installation postern = empty();
        postern.succeed("init");
        assertThat(postern.read("postern.toml")).doesNotContain("addresses");
    }

    @Test
    void initTakesFreePortsAndSaysSo() throws Exception {
        Installation postern = empty();
        // Whether this test gets the port or somebody else has it: it is taken.
        try (ServerSocket other = held(1143)) {
            String printed = postern.succeed("init");
            assertThat(printed).contains("Another program has port 1143, so IMAP is on port");
            assertThat(postern.read("postern.toml")).doesNotContain("port = 1143\n");
            assertThat(other == null || other.isBound()).isTrue();
        }
    }

    private static ServerSocket held(int port) {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (java.io.IOException taken) {
            return null;
        }
    }

    @Test
    void initLeavesWhatIsThere() throws Exception {
        Installation postern = Installation.in(home);
        String before = postern.read("postern.toml");
        postern.succeed("init");
        byte[] key = Files.readAllBytes(postern.keys().resolve("vault.key"));
        postern.succeed("init");
        assertThat(postern.read("postern.toml")).isEqualTo(before);
        assertThat(postern.keys().resolve("vault.key")).hasBinaryContent(key);
    }

    @Test
    void checkListsAllProblemsByFileAndLine() throws Exception {
        Installation postern = Installation.in(home);
        postern.write("apps.d/a.toml", "[[app]]\nname = \"a\"\naccount = \"nobody\"\nfoo = 1\n");
        postern.write("accounts.d/b.toml", "\n\n[[account]]\nname = \"b\"\n");
        Installation.Ran ran = postern.run("check");
        assertThat(ran.code()).isEqualTo(ExitCode.CONFIGURATION.number());
        assertThat(ran.out()).contains("a.toml:4: app.foo", "b.toml:3", "problems.");
    }

    @Test
    void checkIsJsonForScripts() throws Exception {
        Installation postern = Installation.in(home);
        postern.write("apps.d/a.toml", "[[app]]\nname = \"a\"\naccount = \"nobody\"\n");
        var problem =
                JsonParser.parseString(postern.run("check", "--json").out())
                        .getAsJsonObject()
                        .getAsJsonArray("problems")
                        .get(0)
                        .getAsJsonObject();
        assertThat(problem.get("file").getAsString()).endsWith("a.toml");
        assertThat(problem.get("line").getAsInt()).isPositive();
    }

    @Test
    void checkMentionsAppsThatCannotLogIn() throws Exception {
        Installation postern = Installation.in(home);
        postern.succeedWith("x\n", "account", "add", "jo@gmail.com", "--password-stdin");
        postern.write(
                "apps.d/a.toml",
                "[[app]]\nname = \"a\"\naccount = \"jo\"\nprotocols = [\"imap\"]\n");
        assertThat(postern.succeed("check")).contains("postern app issue a");
    }

    @Test
    void aConfigurationThatOthersCanWriteIsRefused() throws Exception {
        Installation postern = Installation.in(home);
        Files.setPosixFilePermissions(
                postern.configuration().resolve("postern.toml"),
                PosixFilePermissions.fromString("rw-rw-rw-"));
        Installation.Ran ran = postern.run("check");
        assertThat(ran.code()).isEqualTo(ExitCode.CONFIGURATION.number());
        assertThat(ran.out()).contains("chmod go-w");
    }

    @Test
    void aMistypedCommandIsAnsweredWithTheRightOne() throws Exception {
        Installation.Ran ran = empty().run("serv");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains("serve");
    }

    @Test
    void helpNamesTheFirstCommandsAndTheExitCodes() throws Exception {
        assertThat(empty().succeed("--help"))
                .contains("postern init", "postern account add", "Exit codes", "  3   ");
    }

    @Test
    void statusWithoutABridgeSaysHowToStartOne() throws Exception {
        Installation.Ran ran = empty().run("status");
        assertThat(ran.code()).isEqualTo(ExitCode.STATE.number());
        assertThat(ran.err()).contains("postern serve");
    }
}
