package dev.postern.core.access;

import static dev.postern.core.access.Cast.ALICE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.Stream;

final class ChosenPasswordRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "horse battery",
                "\"quo\\ted\"10",
                "%s{}%n1234",
                "tr0ub4dor&",
                "printer 4711 in the hall"
            })
    void takeWhatMailProtocolsCanCarry(String password) {
        assertThat(ChosenPasswordRules.objection(Secret.of(password), ALICE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void sayWhatIsWrongAndWhatToDo(String password, String complaint) {
        assertThat(ChosenPasswordRules.objection(Secret.of(password), ALICE))
                .hasValueSatisfying(
                        it -> assertThat(it).contains(complaint).containsIgnoringCase("choose"));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("", "has 0 characters"),
                Arguments.of("ninechars", "has 9 characters"),
                Arguments.of("abcdefghij".repeat(13), "has 130 characters"),
                Arguments.of("horse\0battery", "control character"),
                Arguments.of("horse battery\r\n", "control character"),
                Arguments.of("horse b\u00e4ttery", "not ASCII"),
                Arguments.of(" horse battery", "space"),
                Arguments.of("horse battery ", "space"),
                Arguments.of("1212121212", "different characters"),
                Arguments.of("pst_horse battery", "form of those that Postern generates"),
                Arguments.of("PST_horse battery", "form of those that Postern generates"),
                Arguments.of("1234567890", "guessed first"),
                Arguments.of("0987654321", "guessed first"),
                Arguments.of("qwertyuiop", "guessed first"),
                Arguments.of("Password123", "guessed first"),
                Arguments.of("P@ssw0rd2024", "guessed first"),
                Arguments.of("abcdeabcdeabcde", "guessed first"),
                Arguments.of("alice123456", "guessed first"),
                Arguments.of("welcome2postern", "guessed first"),
                Arguments.of("alice@EXAMPLE.com", "user name"));
    }

    @Test
    void doNotRepeatThePassword() {
        assertThat(ChosenPasswordRules.objection(Secret.of("pst_hunter2000"), ALICE))
                .hasValueSatisfying(it -> assertThat(it).doesNotContain("hunter2000"));
    }
}
