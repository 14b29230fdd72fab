package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** An app that gets another name keeps its password and its limits. */
class AppRenameTest {
    @TempDir private Path home;
    private Installation postern;

    @BeforeEach
    void install() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
        postern.succeedWith("x\n", "account", "add", "jo@gmail.com", "--password-stdin");
    }

    @Test
    void theFileAndThePasswordGoAlong() throws Exception {
        postern.succeed("app", "add", "old", "--kind", "backup", "--note", "a note");

        postern.succeed("app", "rename", "old", "New");

        assertThat(postern.configuration().resolve("apps.d/old.toml")).doesNotExist();
        assertThat(postern.read("apps.d/new.toml"))
                .contains("name = \"new\"", "imap = \"read-only\"", "note = \"a note\"");
        assertThat(postern.succeed("app", "list")).contains("generated").doesNotContain("old");
    }

    @Test
    void aChosenPasswordGoesAlongToo() {
        postern.succeedWith("printer 4711 in the hall\n", "app", "add", "old", "--password-stdin");

        postern.succeed("app", "rename", "old", "new");

        assertThat(postern.succeed("app", "show", "new")).contains("chosen by a person");
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        postern.succeed("app", "add", "old", "--kind", "backup");
        postern.succeed("app", "add", "new", "--kind", "backup");

        Installation.Ran ran = postern.run("app", "rename", "old", "new");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("There is an app new already");
    }

    @Test
    void whatAPersonWroteIsRenamedByThePersonFirst() throws Exception {
        String text = "[[app]]\nname = \"old\"\naccount = \"jo\"\nprotocols = [\"imap\"]\n";
        postern.write("apps.d/mine.toml", text);
        postern.succeed("app", "issue", "old");

        Installation.Ran ran = postern.run("app", "rename", "old", "new");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("mine.toml:1", "Change the name there");
        assertThat(postern.read("apps.d/mine.toml")).isEqualTo(text);

        postern.write("apps.d/mine.toml", text.replace("old", "new"));
        postern.succeed("app", "rename", "old", "new");
        assertThat(postern.succeed("app", "show", "new")).contains("generated");
    }

    @Test
    void whatIsNotThereCannotBeRenamed() {
        Installation.Ran ran = postern.run("app", "rename", "nobody", "new");
        assertThat(ran.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(ran.err()).contains("There is no app nobody");
    }

    @Test
    void formsOfThePasswordMayBeAskedForWhenAnAppIsAdded() {
        assertThat(postern.succeed("app", "add", "x", "--kind", "scanner", "--compact"))
                .containsPattern("Password: [a-z0-9]{20}\n");
        postern.succeed("app", "add", "y", "--kind", "backup", "--decoy");
        assertThat(postern.succeed("app", "show", "y")).contains("a decoy that never works");
        assertThat(
                        postern.runWith(
                                        "a b c d e f g\n",
                                        "app",
                                        "add",
                                        "z",
                                        "--password-stdin",
                                        "--decoy")
                                .code())
                .isEqualTo(ExitCode.USAGE.number());
    }
}
