package dev.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.login.CloseReason;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoodbyeWordsTest {

    @ParameterizedTest
    @EnumSource
    void everyEndIsTemporaryAndOneLine(CloseReason reason) {
        assertThat(GoodbyeWords.of(reason)).matches("4\\.\\d\\.\\d [ -~]{1,200}");
    }
}
