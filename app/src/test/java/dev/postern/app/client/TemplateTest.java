package dev.postern.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class TemplateTest {
    @TempDir private Path directory;

    private ClientValues values;

    @BeforeEach
    void fillInValues() throws Exception {
        values = Values.in(directory).with(Encryption.TLS);
    }

    @Test
    void aValueStandsWhereItsNameStood() {
        assertThat(filled("port {{imap.port}} of {{imap.host}}")).isEqualTo("port 1 of localhost");
    }

    @Test
    void aPartStandsOnlyIfItsValueIsTrue() {
        assertThat(filled("{{#imap.tls}}a{{/imap.tls}}{{#imap.none}}b{{/imap.none}}"))
                .isEqualTo("a");
        assertThat(filled("{{^imap.tls}}a{{/imap.tls}}{{^imap.none}}b{{/imap.none}}"))
                .isEqualTo("b");
    }

    @Test
    void partsCanBeInParts() {
        assertThat(filled("{{#imap}}a{{^imap.tls}}b{{/imap.tls}}c{{/imap}}d")).isEqualTo("acd");
    }

    @Test
    void lineOfNothingButAMarkLeavesNoLine() {
        assertThat(filled("a\n{{#imap}}\nb\n{{/imap}}\n\nc\n")).isEqualTo("a\nb\n\nc\n");
    }

    @Test
    void aNameThatNobodyKnowsIsAFaultOfTheTemplate() {
        for (String wrong : List.of("{{imap.prot}}", "{{#imap.prot}}{{/imap.prot}}")) {
            assertThatThrownBy(() -> filled(wrong)).hasMessageContaining("imap.prot");
        }
    }

    @Test
    void aPartThatDoesNotEndIsAFaultOfTheTemplate() {
        assertThatThrownBy(() -> filled("{{#imap}}a")).hasMessageContaining("imap");
        assertThatThrownBy(() -> filled("a{{/imap}}")).hasMessageContaining("imap");
    }

    private String filled(String text) {
        return new Template(text).fill(values, Syntax.TEXT);
    }
}
