package dev.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.login.UpstreamFailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** The texts are those of providers, shortened. */
class NegativeReplyTest {

    @ParameterizedTest
    @CsvSource({
        "535, 5.7.8 Username and Password not accepted., CredentialsRejected",
        "535, 5.7.3 Authentication unsuccessful, CredentialsRejected",
        "534, 5.7.9 Application-specific password required, CredentialsRejected",
        "530, 5.7.57 Client not authenticated to send mail, CredentialsRejected",
        "538, 5.7.11 Encryption required, CredentialsRejected",
        "525, 5.7.13 User account disabled, CredentialsRejected",
        "454, 4.7.0 Temporary authentication failure, Unavailable",
        "421, 4.3.0 Try again later, Unavailable",
        "432, 4.7.12 A password transition is needed, Unavailable",
        "554, 5.7.0 Not today, Unavailable",
        "454, '4.7.0 Too many login attempts, please try again later', LimitReached",
        "535, 5.7.0 Too many failed logins, LimitReached",
        "432, 4.3.2 Concurrent connections limit exceeded, LimitReached",
        "421, 4.3.2 The number of connections has exceeded a limit, LimitReached",
        "504, 5.5.4 Unrecognized authentication type, ProtocolViolation",
        "503, 5.5.1 Not now, ProtocolViolation",
        "250, OK, ProtocolViolation",
        "354, Go ahead, ProtocolViolation",
    })
    void anAnswerToAuthSaysWhoseFaultItIs(int code, String text, String failure) {
        assertThat(name(NegativeReply.toAuth(new Reply(code, List.of(text))))).isEqualTo(failure);
    }

    @Test
    void nothingBeforeAuthIsAboutTheCredential() {
        Reply reply = new Reply(535, List.of("5.7.8 no"));

        assertThat(name(NegativeReply.beforeAuth("EHLO", reply))).isEqualTo("Unavailable");
    }

    private static String name(UpstreamFailure failure) {
        return failure.getClass().getSimpleName();
    }
}
