package dev.postern.smtp.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.AddressPattern;
import dev.postern.core.access.SmtpPolicy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

class SmtpJudgementTest {

    private static final SmtpPolicy POLICY =
            new SmtpPolicy(
                    List.of(AddressPattern.parse("ann@example.org").orElseThrow()),
                    List.of(AddressPattern.parse("@kk.example").orElseThrow()),
                    OptionalInt.empty(),
                    OptionalLong.of(1_000));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAIL FROM:<ann@example.org>",
                "mail from: <Ann@EXAMPLE.org> size=1000",
                "RCPT TO:<bob@kk.example>",
                "RCPT TO:<jürgen@kk.example>",
                "RCPT TO:<o'brien+tag@kk.example>",
                "From: Ann <ann@example.org>",
                "DATA",
                "noop",
            })
    void whatIsAllowedIsNotRefused(String line) {
        assertThat(SmtpJudgement.refusal(POLICY, line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAIL FROM:<boss@example.org>         | 550 5.7.1",
                "MAIL FROM:<>                         | 550 5.7.1 This app may not send without a"
                        + " sender",
                "MAIL FROM:<ann@example.org> SIZE=1001| 552 5.3.4",
                "MAIL FROM:<ann@example.org.>         | 553 5.1.3",
                "MAIL FROM:<ann@example..org>         | 553 5.1.3",
                "RCPT TO:<>                           | 501 5.5.4",
                "RCPT TO:<eve@example.org>            | 550 5.7.1",
                "RCPT TO:<bob@sub.kk.example>         | 550 5.7.1",
                "RCPT TO:<bob@kk.example.org>         | 550 5.7.1",
                "RCPT TO:<bob\uFF20evil.example@kk.example> | 553 5.1.3",
                "RCPT TO:<bob\u3000x@kk.example>      | 553 5.1.3",
                "RCPT TO:<ﬁ@kk.example>               | 550 5.7.1",
                "RCPT TO:<'\"bob\"@kk.example'>       | 553 5.1.3",
                "RCPT TO:<bob@kk.example> <eve@x.example> | 555 5.5.4",
                "RCPT TO:<bob@[127.0.0.1]>            | 550 5.7.1",
                "From: Boss <boss@example.org>        | 550 5.7.1",
                "BURL imap://x                        | 502 5.5.1",
                "XCLIENT ADDR=1                       | 550 5.7.1",
                "WHATEVER                             | 500 5.5.2",
            })
    void whatIsNotAllowedIsRefusedAsByTheGate(String line, String words) {
        assertThat(SmtpJudgement.refusal(POLICY, line.strip()))
                .hasValueSatisfying(refusal -> assertThat(refusal).startsWith(words));
    }

    /** toLowerCase makes an ASCII letter of the Kelvin sign, and a provider another mailbox. */
    @Test
    void lettersThatFoldToAsciiAreNotTheSame() {
        String line = "RCPT TO:<bob@\u212A\u212A.example>";
        assertThat(SmtpJudgement.refusal(POLICY, line)).isPresent();
    }

    @Test
    void noLineTakesLong() {
        assertThat(SmtpJudgement.refusal(POLICY, "RCPT TO:<" + "a.".repeat(900) + "a@kk.example>"))
                .isPresent();
        assertThat(SmtpJudgement.refusal(POLICY, "RCPT TO:<" + "\"".repeat(1_900) + "@kk.example>"))
                .isPresent();
        assertThat(SmtpJudgement.refusal(POLICY, "RCPT TO:<a@" + "a-".repeat(900) + ">"))
                .isPresent();
        assertThat(
                        SmtpJudgement.refusal(
                                POLICY, "RCPT TO:<" + "@a,".repeat(600) + "a:b@kk.example>"))
                .isPresent();
    }
}
