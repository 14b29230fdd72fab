package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** How the limits of apps are shown. */
class ShownAppsTest {
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

    @Test
    void listsShowLimitsInShort() {
        postern.succeed("app", "add", "x", "--kind", "script", "--recipients", "a.org,b.org,c.org");

        assertThat(postern.succeed("app", "list"))
                .contains("LIMITS", "as jo@example.org, to a.org and 2 more, 60 an hour");
    }

    @Test
    void oneAppIsShownInWords() {
        postern.succeed(
                "app",
                "add",
                "x",
                "--kind",
                "backup",
                "--folders",
                "INBOX,Sent",
                "--expires",
                "2020-01-31",
                "--uid",
                "alice",
                "--note",
                "the attic");

        assertThat(postern.succeed("app", "show", "x").replaceAll(" +", " "))
                .contains(
                        "x, for IMAP of the account jo",
                        "messages read-only: sees them; changes nothing",
                        "folders INBOX, Sent",
                        "from this machine",
                        "user alice; others are refused",
                        "until 2020-01-31, which is over: it can't log in",
                        "note the attic",
                        "password generated, made 20",
                        "written at " + postern.configuration().resolve("apps.d/x.toml:2"))
                .doesNotContain("sends");
    }

    @Test
    void oneAppIsShownToScriptsInTheWordsOfTheConfiguration() {
        postern.succeed("app", "add", "x", "--kind", "script");

        JsonObject shown =
                JsonParser.parseString(postern.succeed("app", "show", "x", "--json"))
                        .getAsJsonObject();
        assertThat(shown.getAsJsonObject("settings").get("messages_per_hour").getAsInt())
                .isEqualTo(60);
        assertThat(shown.getAsJsonObject("app").get("password").getAsString())
                .isEqualTo("GENERATED");
        assertThat(shown.get("file").getAsString()).endsWith("x.toml");
    }

    @Test
    void whatIsNotThereCannotBeShown() {
        Installation.Ran ran = postern.run("app", "show", "nobody");

        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("There is no app nobody");
    }

    @Test
    void checkMentionsAnAppThatNoListenerIsReachedBy() {
        postern.succeed("app", "add", "x", "--kind", "scanner", "--sources", "192.168.1.20");
        postern.succeed("app", "add", "y", "--kind", "scanner", "--sources", "127.0.0.0/8");

        assertThat(postern.succeed("check"))
                .contains("The app x may log in from 192.168.1.20 only, and no listener")
                .doesNotContain("The app y");
    }

    @Test
    void anEndThatIsNearIsSaidWhereverTheAppIs() {
        postern.succeed("app", "add", "x", "--kind", "script", "--expires", "5 days");

        String sentence = "can log in until ";
        assertThat(postern.succeed("check")).contains("The app x " + sentence);
        assertThat(postern.succeed("app", "list")).contains("    " + sentence);
        assertThat(postern.succeed("app", "show", "x")).contains(sentence);
        assertThat(postern.succeed("check", "--json")).contains("\"notes\"", sentence);
    }

    /** People say the name that they gave, and there are two that begin with it. */
    @Test
    void whoSaysTheNameOfTwoIsToldTheirNames() {
        postern.succeed("app", "add", "laptop");
        for (String command : new String[] {"show", "revoke", "rotate", "issue"}) {
            Installation.Ran ran = postern.run("app", command, "laptop");
            assertThat(ran.code()).as(command).isEqualTo(ExitCode.REFUSED.number());
            assertThat(ran.err()).as(command).contains("but laptop-imap and laptop-smtp: ");
        }
        assertThat(postern.succeed("app", "list")).contains("laptop-imap", "laptop-smtp");
    }
}
