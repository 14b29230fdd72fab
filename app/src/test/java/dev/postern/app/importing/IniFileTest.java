package dev.postern.app.importing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Python's ConfigParser does with the same text. */
class IniFileTest {

    private static IniFile.Section first(String text) {
        return ((IniFile.Reading.Fine) IniFile.read(text)).file().sections().getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    key = value              | key | value
                    KEY = Value              | key | Value
                    key: value               | key | value
                    key=a=b:c                | key | a=b:c
                    key = a ; no comment     | key | a ; no comment
                    key = 100% %(x)s         | key | 100% %(x)s
                    key = a\\n  b            | key | a\\nb
                    key = a\\n# c\\n  b      | key | a\\nb
                    key = a\\n\\n  b         | key | a\\n\\nb
                    key = a\\n  [b]          | key | a\\n[b]
                    key = a\\n\\nother = b   | key | a
                    two words = a            | two words | a
                    """)
    void aValueIsReadAsThere(String text, String key, String value) {
        assertThat(first("[s]\n" + text.replace("\\n", "\n")).text(key))
                .hasValue(value.replace("\\n", "\n"));
    }

    @Test
    void anEmptyValueIsNone() {
        assertThat(first("[s]\nkey =\n").text("key")).isEmpty();
    }

    @Test
    void whatStandsInDefaultHoldsEverywhere() {
        IniFile.Section section = first("[DEFAULT]\na = 1\nb = 1\n[s]\nb = 2\n");

        assertThat(section.name()).isEqualTo("s");
        assertThat(section.text("a")).hasValue("1");
        assertThat(section.text("b")).hasValue("2");
    }

    @Test
    void theLineOfEachKeyIsKnown() {
        assertThat(first("# c\n[s]\n\na = 1\n").values().get("a").line()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"True,true", "yes,true", "1,true", "on,true", "False,false", "0,false", "x,false"})
    void truthIsReadAsThere(String word, boolean on) {
        assertThat(first("[s]\na = " + word).isOn("a")).isEqualTo(on);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a = 1                 | 1 | [section]
                    [s]\\nnothing         | 2 | KEY = VALUE
                    [s]\\n= 1             | 2 | KEY = VALUE
                    [s]\\na = 1\\nA = 2   | 3 | each key once
                    [s]\\n[s]             | 2 | each section once
                    """)
    void whatIsRefusedThereIsRefused(String text, int line, String said) {
        assertThat(IniFile.read(text.replace("\\n", "\n")))
                .isInstanceOfSatisfying(
                        IniFile.Reading.Fault.class,
                        fault -> {
                            assertThat(fault.line()).isEqualTo(line);
                            assertThat(fault.sentence()).contains(said);
                        });
    }
}
