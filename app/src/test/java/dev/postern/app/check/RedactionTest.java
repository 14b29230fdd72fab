package dev.postern.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final Redaction REDACTION = Redaction.of(Secret.of("hush"), "jo");

    @Test
    void theSecretIsHiddenAsItIsAndAsLoginsEncodeIt() {
        assertThat(REDACTION.shown("a hush b aHVzaA== c AGpvAGh1c2g= d"))
                .isEqualTo("a •••• b •••• c •••• d");
    }

    @Test
    void whatAServerSaysStaysOnOneLineAndIsCut() {
        assertThat(REDACTION.shown("a\r\n\u001b[31m" + "x".repeat(1000)))
                .startsWith("a [31mxxx")
                .hasSizeLessThan(420);
    }
}
