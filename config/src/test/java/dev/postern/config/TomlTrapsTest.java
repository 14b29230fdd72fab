package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/**
 * What toml4j drops, corrupts, lets pass or crashes on must be read right, or refused with its
 * line.
 */
class TomlTrapsTest {

    /** In these texts, ~ is a line break. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [bridge]~ehlo_name =~                      | 2 | found the end of the line
                    [bridge]~ehlo_name = # none                | 2 | found `#`
                    [bridge]~ehlo_name                         | 2 | expected = and a value
                    [bridge]~ehlo_name = mail                  | 2 | a word without quotes
                    [bridge]~ehlo_name = "mail                 | 2 | expected a closing "
                    [bridge]~ehlo_name = "a" "b"               | 2 | expected the end of the line
                    [bridge]~ehlo_name = "a", x = 1            | 2 | expected the end of the line
                    [bridge]~ehlo_name = \"""a\"""             | 2 | three quotes
                    [bridge]~ehlo_name = '''a'''               | 2 | three quotes
                    [bridge]~ehlo_name = "\\x41"               | 2 | expected one of \\b \\t
                    [bridge]~ehlo_name = "C:\\users"           | 2 | put the text in single quotes
                    [bridge]~ehlo_name = "\\uD83D"             | 2 | the number of no character
                    [bridge]~ehlo_name = "\\U00110000"         | 2 | the number of no character
                    [bridge]~ehlo_name = "\\UFFFFFFFF"         | 2 | the number of no character
                    [bridge]~ehlo_name = "a\u0007"             | 2 | control character U+0007
                    [bridge]~ehlo_name = 'a\u007f'             | 2 | control character U+007F
                    [bridge]~'ehlo_name' = "a"                 | 2 | single quotes
                    [bridge]~"a.b" = "a"                       | 2 | expected a key of letters
                    bridge.ehlo_name = "a"                     | 1 | Keys with dots are not supported
                    [[listener]]~port = 007                    | 2 | a zero before it
                    [[listener]]~port = 0x1F                   | 2 | hexadecimal
                    [[listener]]~port = 0o17                   | 2 | octal
                    [[listener]]~port = 0b11                   | 2 | binary
                    [[listener]]~port = inf                    | 2 | another kind of number
                    [[listener]]~port = -nan                   | 2 | another kind of number
                    [[listener]]~port = 1.5                    | 2 | another kind of number
                    [[listener]]~port = 1e3                    | 2 | another kind of number
                    [[listener]]~port = 9223372036854775808    | 2 | a larger one
                    [[listener]]~port = -9223372036854775809   | 2 | a larger one
                    [[listener]]~port = 1979-05-27             | 2 | Dates and times are not supported
                    [[listener]]~port = 1979-05-27T07:32:00Z   | 2 | Dates and times are not supported
                    [[listener]]~port = 07:32:00               | 2 | Dates and times are not supported
                    [[listener]]~port = 1~port = 2             | 3 | the first is on line 2
                    [[listener]]~port = 1~"port" = 2           | 3 | the first is on line 2
                    [bridge]~[bridge]                          | 2 | the first is on line 1
                    bridge = {}~[bridge]                       | 2 | the first is on line 1
                    [[account]]~[account]                      | 2 | write its header with two brackets
                    [account]~[[account]]                      | 2 | the first is on line 1
                    [[account]]~[account.imap]~[account.imap]  | 3 | the first is on line 2
                    [[account]                                 | 1 | expected [[account]]
                    [bridge                                    | 1 | expected [bridge]
                    []                                         | 1 | expected a key
                    [bridge] ehlo_name = "a"                   | 1 | expected the end of the line
                    bridge = { ehlo_name = "a",~x = 1 }        | 1 | on one line
                    bridge = { ehlo_name = "a", }              | 1 | found `}`
                    bridge = { ehlo_name = "a"                 | 1 | , or }
                    bridge = { a = 1, a = 2 }                  | 1 | the first is on line 1
                    x = [1, "a"]                               | 1 | elements of one type
                    x = [1, true]                              | 1 | elements of one type
                    x = [1~y = 2                               | 2 | , or ]
                    x = [1,                                    | 1 | found the end of the file
                    x = [,]                                    | 1 | expected a value
                    x = [[[[[[[[[[[[1]]]]]]]]]]]]              | 1 | at most 8 levels
                    [a.b.c.d.e.f.g.h.i]                        | 1 | at most 8 levels
                    account = 1~[account.imap]                 |   | the TOML library refuses
                    = 1                                        | 1 | expected a key
                    ! a comment                                | 1 | expected a key
                    """)
    void aTrapIsRefusedWithItsLine(String text, Integer line, String said) {
        Problem problem = Texts.problems(text.replace('~', '\n')).getFirst();

        assertThat(problem.line())
                .isEqualTo(line == null ? OptionalInt.empty() : OptionalInt.of(line));
        assertThat(problem.sentence()).contains(said.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "C:\\\\users"       | C:\\users
                    "a\\\\nb"           | a\\nb
                    "a\\\\\\\\b"        | a\\\\b
                    "\\\\u0041"         | \\u0041
                    "\\u00e9\\u0041"    | éA
                    "\\U0001F600"       | 😀
                    "😀"                | 😀
                    "q\\"q"             | q"q
                    'C:\\users\\"x"'    | C:\\users\\"x"
                    "# no comment"      | # no comment
                    "[no] = {table}"    | [no] = {table}
                    "17"                | 17
                    """)
    void textIsReadAsItIsMeant(String written, String meant) {
        String account = Texts.ACCOUNT.replace("name = ", "aliases = [" + written + "]\nname = ");

        assertThat(Texts.valid(account).accounts().getFirst().aliases()).containsExactly(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF[bridge]\nehlo_name = 'a'",
                "[bridge]\r\nehlo_name = 'a'\r\n",
                "  [ bridge ]  # comment\n\t\"ehlo_name\"='a'# comment",
                "bridge = { ehlo_name = 'a' }",
                "[\"bridge\"]\n# ehlo_name = 'b'\n\nehlo_name = 'a'",
            })
    void shapesOfOneSettingMeanTheSame(String text) {
        assertThat(Texts.valid(text).bridge().ehloName()).hasValue("a");
    }

    @Test
    void anArrayMayGoOverLinesWithCommentsAndALastComma() {
        String account =
                Texts.ACCOUNT.replace(
                        "name = ", "aliases = [ # old\n 'a', # one\n\n 'b',\n]\nname = ");

        assertThat(Texts.valid(account).accounts().getFirst().aliases())
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void linesAreRightBehindAnArrayOverLines() {
        String text = "[bridge]\nx = [\n1,\n2\n]\n[[listener]]\nports = 1\n";

        assertThat(Texts.problems(text)).extracting(p -> p.line().getAsInt()).contains(2, 6, 7);
    }

    @Test
    void aSmallNumberIsReadWithItsSignAndUnderscores() {
        String account = Texts.ACCOUNT + "port = +1_0_9_93\n";

        assertThat(Texts.valid(account).accounts().getFirst().upstreams().values())
                .singleElement()
                .satisfies(upstream -> assertThat(upstream.port()).isEqualTo(10993));
    }

    @Test
    void everyFaultOfAFileIsToldAtOnce() {
        List<Problem> problems =
                Texts.problems("[bridge\nehlo_name = x\n[[listener]]\nport = 0x1\n protocol =\n");

        assertThat(problems).extracting(p -> p.line().getAsInt()).containsExactly(1, 2, 4, 5);
    }

    /** It would be carried out by the terminal that shows the problem. */
    @Test
    void aControlCharacterBehindABackslashIsNamedAndNotShown() {
        assertThat(Texts.problem("x = \"\\\u001b[2J\""))
                .contains("found a backslash before the control character U+001B")
                .doesNotContain("\u001b");
    }

    @Test
    void nestingWithoutEndIsRefused() {
        assertThat(Texts.problem("x = " + "[".repeat(20_000))).contains("at most 8 levels");
    }

    @Test
    void aSettingThatTheLibraryDropsIsMissed() {
        Problems problems = new Problems();
        TomlScanner.Scanned seen = TomlScanner.scan(Texts.FILE, "a = 1\nb = 2\n", problems);
        TomlScanner.Scanned less = new TomlScanner.Scanned("a=1\n", List.of(), seen.places());

        assertThat(TomlReader.parsed(Texts.FILE, less, problems)).isEmpty();
        assertThat(problems.sorted())
                .extracting(Problem::found)
                .containsExactly("some that the TOML library drops or moves");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        assertThat(Texts.problems("#".repeat(TomlReader.LARGEST_FILE + 1)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.expected()).contains("262144 octets"));
    }

    @Test
    void otherOctetsThanUtf8AreRefusedWithTheirLine() {
        byte[] latin1 = "[bridge]\nehlo_name = 'é'\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Texts.problems(Texts.load(latin1)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.line()).hasValue(2));
    }

    @Test
    void whatStandsWithoutQuotesIsNotShown() {
        assertThat(Texts.problem("[[account]]\npassword = hunter2")).doesNotContain("hunter2");
    }

    @Test
    void aCommandWithoutATableIsExplained() {
        assertThat(Texts.problem("[[account]]\ncredential = command \"pass x\""))
                .contains("credential = { command = \"…\" }");
    }
}
