package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.App;
import dev.postern.core.account.Account;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

class ConfigurationLoaderTest {

    private static final String APP =
            "[[app]]\nname = \"%s\"\naccount = \"work\"\nprotocols = [\"imap\"]\n";

    @TempDir Path temporary;
    private OwnedDirectory directory;

    @BeforeEach
    void own() {
        directory = new OwnedDirectory(temporary);
    }

    @Test
    void mainFileAndDropInsAreJoinedInTheOrderOfTheirNames() throws IOException {
        directory.write("apps.d/b.toml", APP.formatted("second"));
        directory.write("apps.d/a.toml", APP.formatted("first"));
        directory.write("accounts.d/work.toml", Texts.ACCOUNT);
        directory.write("postern.toml", APP.formatted("main"));

        Configuration loaded = Texts.valid(directory.load());

        assertThat(loaded.accounts()).extracting(Account::name).containsExactly("work");
        assertThat(loaded.apps()).extracting(App::name).containsExactly("main", "first", "second");
    }

    @Test
    void itIsKnownWhereAnAppStands() throws IOException {
        directory.write("accounts.d/work.toml", Texts.ACCOUNT);
        Path file = directory.write("apps.d/a.toml", "# mine\n\n" + APP.formatted("first"));

        Configuration loaded = Texts.valid(directory.load());

        assertThat(loaded.originOf(loaded.apps().getFirst())).hasValue(new Origin(file, 3));
    }

    @Test
    void aMainFileThatIsGoneIsMissedByWhoHasReadIt() throws IOException {
        directory.write("accounts.d/work.toml", Texts.ACCOUNT);
        ConfigurationLoader loader = new ConfigurationLoader(directory.files());
        assertThat(loader.load()).isInstanceOf(Configuration.class);
        Path main = directory.write("postern.toml", APP.formatted("main"));
        assertThat(loader.load()).isInstanceOf(Configuration.class);
        Files.delete(main);
        assertThat(loader.load())
                .isInstanceOfSatisfying(
                        Loaded.Broken.class,
                        broken ->
                                assertThat(broken.problems().getFirst().sentence())
                                        .startsWith(main + ": expected the file that was there")
                                        .contains("Nothing was changed"));
        assertThat(directory.load()).isInstanceOf(Configuration.class);
    }

    @Test
    void whoIsAmidWritingIsWaitedFor() throws IOException {
        ConfigurationLoader loader = new ConfigurationLoader(directory.files());
        Path file = directory.write("apps.d/a.toml", APP.formatted("first"));
        Instant written = Files.getLastModifiedTime(file).toInstant();
        loader.loadSettled();
        assertThat(Instant.now()).isAfterOrEqualTo(written.plusMillis(100));
    }

    @Test
    void whatEditorsLeaveIsNotRead() throws IOException {
        directory.write("apps.d/a.toml~", "garbage");
        directory.write("apps.d/.a.toml", "garbage");
        directory.write("apps.d/a.toml.dpkg-old", "garbage");

        assertThat(Texts.valid(directory.load()).apps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "accounts.d/x.toml, [[app]]",
        "apps.d/x.toml, [[account]]",
        "apps.d/x.toml, [[listener]]",
        "accounts.d/x.toml, [bridge]"
    })
    void aDropInHasTheTablesOfItsKindOnly(String file, String header) throws IOException {
        directory.write(file, header);

        assertThat(Texts.problems(directory.load()))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.sentence())
                                .contains("x.toml:1: ", "a key that is not known here"));
    }

    @Test
    void faultsOfAllFilesAreToldTogether() throws IOException {
        directory.write("postern.toml", "[bridge]\nehlo_name = 1\n");
        directory.write("accounts.d/x.toml", "[[account]]\nname =\n");
        directory.write("apps.d/y.toml", APP.formatted("y"));

        assertThat(Texts.problems(directory.load()))
                .extracting(problem -> problem.file().getFileName().toString())
                .containsExactly("x.toml", "postern.toml");
    }

    @Test
    void aDirectoryInPlaceOfAFileIsRefused() throws IOException {
        Files.createDirectories(temporary.resolve("postern.toml"));

        assertThat(Texts.problems(directory.load()))
                .extracting(Problem::expected)
                .containsExactly("a file");
    }

    @Test
    void aFileInPlaceOfADirectoryIsRefused() throws IOException {
        directory.write("apps.d", "");

        assertThat(Texts.problems(directory.load()))
                .extracting(Problem::expected)
                .containsExactly("a directory that can be read");
    }

    @Test
    void filesThatAreNamedAreFoundBesideTheFileThatNamesThem() throws IOException {
        directory.write("accounts.d/ca.pem", "");
        directory.write("accounts.d/work.toml", Texts.ACCOUNT + "ca_file = 'ca.pem'\n");

        assertThat(Texts.valid(directory.load()).accounts().toString())
                .contains(temporary.resolve("accounts.d/ca.pem").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "postern.toml,rw-rw----,its group",
        "postern.toml,rw-r--rw-,everybody",
        "apps.d/a.toml,rw--w----,its group",
        "apps.d,rwxrwxrwx,everybody",
        ".,rwxrwx---,its group"
    })
    void whatOthersCanWriteIsRefusedWithTheCommandThatMendsIt(String name, String mode, String who)
            throws IOException {
        directory.write("postern.toml", Texts.ACCOUNT);
        directory.write("apps.d/a.toml", APP.formatted("a"));
        Path open = temporary.resolve(name).normalize();
        OwnedDirectory.mode(open, mode);

        assertThat(Texts.problems(directory.load()))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.sentence())
                                .contains(
                                        "found that " + who + " can", "chmod go-w '" + open + "'"));
    }

    @Test
    void whatOthersCanReadIsFine() throws IOException {
        OwnedDirectory.mode(directory.write("postern.toml", Texts.ACCOUNT), "rw-r--r--");

        assertThat(Texts.valid(directory.load()).accounts()).hasSize(1);
    }

    @Test
    void aLinkIsFollowedToTheFileThatCounts() throws IOException {
        Path real = directory.write("elsewhere/real.toml", Texts.ACCOUNT);
        Files.createSymbolicLink(temporary.resolve("postern.toml"), real);
        OwnedDirectory.mode(real, "rw-rw-rw-");

        assertThat(Texts.problems(directory.load()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.remedy()).contains("chmod go-w"));
    }

    @Test
    void aLinkToNothingIsRefused() throws IOException {
        directory.write("apps.d/a.toml", APP.formatted("a"));
        Files.createSymbolicLink(temporary.resolve("apps.d/b.toml"), temporary.resolve("nothing"));

        assertThat(Texts.problems(directory.load()))
                .extracting(Problem::found)
                .containsExactly("something else, or a link to nothing");
    }
}
