package dev.postern.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SyntaxTest {
    private static final String NASTY = "a'b\"c\\d`e$f%g&<h";

    @Test
    void aTextIsWrittenAsEachLanguageReadsIt() {
        assertThat(text(Syntax.SHELL)).isEqualTo("'a'\\''b\"c\\d`e$f%g&<h'");
        assertThat(text(Syntax.MUTT)).isEqualTo("\"a'b\\\"c\\\\d\\`e\\$f%g&<h\"");
        assertThat(text(Syntax.BACKSLASHES)).isEqualTo("\"a'b\\\"c\\\\d`e$f%g&<h\"");
        assertThat(text(Syntax.OUTER_QUOTES)).isEqualTo('"' + NASTY + '"');
        assertThat(text(Syntax.INTERPOLATED_INI)).isEqualTo("a'b\"c\\d`e$f%%g&<h");
        assertThat(text(Syntax.PYTHON)).isEqualTo("'a\\'b\"c\\\\d`e$f%g&<h'");
        assertThat(text(Syntax.JAVASCRIPT)).isEqualTo("\"a'b\\\"c\\\\d`e$f%g&<h\"");
        assertThat(text(Syntax.XML)).isEqualTo("a&apos;b&quot;c\\d`e$f%g&amp;&lt;h");
        assertThat(text(Syntax.TEXT)).isEqualTo(NASTY);
    }

    @Test
    void aCommandOfMuttsMayHaveEverythingButBackticks() {
        assertThat(Syntax.MUTT.write(new ClientValue.Command("cat 'a\"$b'")))
                .isEqualTo("cat 'a\"$b'");
        assertThatThrownBy(() -> Syntax.MUTT.write(new ClientValue.Command("cat `x`")))
                .isInstanceOf(UnwritableException.class)
                .hasMessageContaining("backtick");
    }

    private static String text(Syntax syntax) {
        return syntax.write(new ClientValue.Text(NASTY));
    }
}
