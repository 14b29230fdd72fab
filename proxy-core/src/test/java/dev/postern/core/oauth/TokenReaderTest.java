package dev.postern.core.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.http.HttpsReply;
import dev.postern.core.oauth.TokenReply.Failed;
import dev.postern.core.oauth.TokenReply.Granted;
import dev.postern.core.oauth.TokenReply.Refused;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is understood of an answer, and what is not. */
class TokenReaderTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void anAnswerByTheBook() {
        assertThat(
                        ok(
                                """
                                {"access_token": "2YotnFZFEjr1zCsicMWpAA", "token_type": "Bearer",
                                 "expires_in": 3600, "refresh_token": "tGzv3JOkF0XG5Qx2TlKWIA",
                                 "scope": "mail send", "example_parameter": ["extra"]}
                                """))
                .isEqualTo(
                        new Granted(
                                Secret.of("2YotnFZFEjr1zCsicMWpAA"),
                                Optional.of(Secret.of("tGzv3JOkF0XG5Qx2TlKWIA")),
                                Optional.of(Duration.ofHours(1)),
                                Optional.of("mail send")));
    }

    @Test
    void aTokenIsEnough() {
        assertThat(ok("{\"access_token\":\"t\"}"))
                .isEqualTo(
                        new Granted(
                                Secret.of("t"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "BEARER", "Bearer", " bearer "})
    void theTypeIsComparedWithoutCase(String type) {
        assertThat(ok("{\"access_token\":\"t\",\"token_type\":\"%s\"}".formatted(type)))
                .isInstanceOf(Granted.class);
    }

    @Test
    void aTokenOfAnotherTypeIsNoUse() {
        assertThat(ok("{\"access_token\":\"t\",\"token_type\":\"DPoP\"}"))
                .isEqualTo(
                        failed(
                                "login.example gives a token of the type DPoP, and mail servers"
                                        + " take bearer tokens only (status 200)"));
    }

    @Test
    void whatWeSentIsNotShownWhereverItComesBack() {
        Form form = new Form().add("refresh_token", Secret.of("s3cret-s3cret"));
        for (HttpsReply.Answer answer :
                List.of(
                        new HttpsReply.Answer(
                                200,
                                Map.of(),
                                Secret.of(
                                        "{\"access_token\":\"t\",\"token_type\":\"s3cret-s3cret\"}")),
                        new HttpsReply.Answer(
                                302,
                                Map.of("location", "https://s3cret-s3cret.example/"),
                                Secret.of("")))) {
            assertThat(reader().read(new FormPost.Posted.Answered(answer, form)))
                    .isInstanceOfSatisfying(
                            Failed.class,
                            it -> assertThat(it.detail()).doesNotContain("s3cret-s3cret"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3600, 3600",
        "'\"3600\"', 3600",
        "3599.9, 3599",
        "'\"3599.5\"', 3599",
        "3.6e3, 3600",
        "0, ",
        "-5, ",
        "1e99, ",
        "'\"soon\"', ",
        "null, ",
        "[1], ",
    })
    void theLifetimeIsReadHoweverItIsWritten(String written, String seconds) {
        assertThat(ok("{\"access_token\":\"t\",\"expires_in\":%s}".formatted(written)))
                .isInstanceOfSatisfying(
                        Granted.class,
                        granted ->
                                assertThat(granted.lifetime())
                                        .isEqualTo(
                                                Optional.ofNullable(seconds)
                                                        .map(Long::parseLong)
                                                        .map(Duration::ofSeconds)));
    }

    @Test
    void aByteOrderMarkAndAWrongTypeDoNotMatter() {
        assertThat(
                        read(
                                200,
                                Map.of("content-type", "text/html"),
                                "\uFEFF {\"access_token\":\"t\"}"))
                .isInstanceOf(Granted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"\"}",
                "{\"access_token\":\"a\\nb\"}",
                "{\"access_token\":\"a\\u0000b\"}",
                "{\"access_token\":\"a\\u007fb\"}",
                "{\"access_token\":\"täg\"}",
                "{\"access_token\":\"t\",\"refresh_token\":\"a\\r\\nb\"}",
            })
    void aTokenWithOtherThanVisibleCharactersIsGarbage(String body) {
        assertThat(ok(body))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed ->
                                assertThat(failed.detail()).contains("gives a token that is none"));
    }

    @Test
    void aTokenBeyondTheLimitIsGarbage() {
        assertThat(ok("{\"access_token\":\"%s\"}".formatted("x".repeat(16 * 1024))))
                .isInstanceOf(Granted.class);
        assertThat(ok("{\"access_token\":\"%s\"}".formatted("x".repeat(16 * 1024 + 1))))
                .isInstanceOf(Failed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 404, 428})
    void anErrorIsARefusalWhateverTheStatus(int status) {
        assertThat(
                        read(
                                status,
                                Map.of(),
                                "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS70008:"
                                        + " expired\"}"))
                .isEqualTo(new Refused("invalid_grant", "AADSTS70008: expired"));
    }

    @Test
    void anErrorMayBeAnObjectAsGoogleHasThem() {
        assertThat(
                        read(
                                401,
                                Map.of(),
                                """
                                {"error": {"code": 401, "message": "Invalid credentials",
                                           "status": "UNAUTHENTICATED", "details": []}}
                                """))
                .isEqualTo(new Refused("UNAUTHENTICATED", "Invalid credentials"));
    }

    @Test
    void theWordsOfAServerAreCleanedAndCut() {
        String long400 = "y".repeat(400);
        assertThat(
                        read(
                                400,
                                Map.of(),
                                "{\"error\":\"bad\\u001b[2J\\nü\",\"error_description\":\"AADSTS1:\\r\\n\\u202e \\u0007x%sz\"}"
                                        .formatted(long400)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.error()).isEqualTo("bad?[2J??");
                            assertThat(refused.description())
                                    .startsWith("AADSTS1: xy")
                                    .doesNotContain("z")
                                    .hasSizeLessThanOrEqualTo(400);
                        });
    }

    @Test
    void whatWeSentIsNotRepeated() {
        Form form = new Form().add("refresh_token", Secret.of("0.AVgA-secret"));
        HttpsReply.Answer answer =
                new HttpsReply.Answer(
                        400,
                        Map.of(),
                        Secret.of(
                                "{\"error\":\"invalid_grant\",\"error_description\":\"Unknown token"
                                        + " 0.AVgA-secret\"}"));
        assertThat(reader().read(new FormPost.Posted.Answered(answer, form)))
                .isEqualTo(new Refused("invalid_grant", "Unknown token ••••"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"temporarily_unavailable", "server_error"})
    void whatIsTemporaryIsNoRefusal(String error) {
        assertThat(
                        read(
                                400,
                                Map.of(),
                                "{\"error\":\"%s\",\"error_description\":\"later\"}"
                                        .formatted(error)))
                .isEqualTo(
                        failed(
                                "login.example cannot answer for the moment: %s later (status 400)"
                                        .formatted(error)));
    }

    @ParameterizedTest
    @CsvSource({"authorization_pending, 428", "slow_down, 403", "slow_down, 429"})
    void pollingIsAnsweredWhateverTheStatus(String error, int status) {
        assertThat(read(status, Map.of(), "{\"error\":\"%s\"}".formatted(error)))
                .isEqualTo(new Refused(error, ""));
    }

    // Defect 34: every token endpoint error became "check your internet connection"
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {\"error\":\"invalid_grant\"} | has a fault of its own: invalid_grant",
                "503 | busy | has a fault of its own",
                "429 | busy | wants fewer requests",
                "429 | {\"error\":\"rate\"} | wants fewer requests: rate",
                "408 | '' | waited too long for our request",
                "404 | '' | refuses without a reason: look whether its address is right",
                "400 | {\"message\":\"x\"} | refuses without a reason: look whether its address is"
                        + " right",
                "200 | '' | answers with nothing at all",
                "204 | '' | answers with nothing at all",
                "200 | {\"access_token\": \"cut | answers with something that is not JSON",
                "200 | [1,2] | answers with something that is not JSON",
                "200 | {} | answers without an access token",
                "200 | {\"error\":\"\"} | answers without an access token",
                "200 | <html>Hello</html> | answers with a web page instead of JSON: another"
                        + " address than it should be, or a network that wants a person to sign in"
                        + " first",
                "302 | '' | answers with a redirect to elsewhere.example, which no such endpoint"
                        + " does: look whether its address is right",
            })
    void eachFailureHasWordsOfItsOwn(int status, String body, String words) {
        assertThat(read(status, Map.of("location", "https://elsewhere.example/?secret=1"), body))
                .isEqualTo(failed("login.example %s (status %d)".formatted(words, status)));
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "' 120 ', 120",
        "86401, 86400",
        "99999999999999999999, 86400",
        "'Mon, 23 Nov 2026 12:00:30 GMT', 30",
        "'Sun, 29 Nov 2026 12:00:00 GMT', 86400",
        "'Mon, 23 Nov 2026 11:00:00 GMT', ",
        "0, ",
        "-1, ",
        "tomorrow, ",
    })
    void aServerSaysHowLongToWait(String header, String seconds) {
        assertThat(read(503, Map.of("retry-after", header), ""))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed ->
                                assertThat(failed.retryAfter())
                                        .isEqualTo(
                                                Optional.ofNullable(seconds)
                                                        .map(Long::parseLong)
                                                        .map(Duration::ofSeconds)));
    }

    @Test
    void deepNestingIsGarbage() {
        assertThat(ok("[".repeat(60_000))).isInstanceOf(Failed.class);
        assertThat(ok("{\"a\":".repeat(12_000))).isInstanceOf(Failed.class);
    }

    private static TokenReader reader() {
        return new TokenReader(new AnswerReader("login.example", CLOCK));
    }

    private static TokenReply ok(String body) {
        return read(200, Map.of("content-type", "application/json"), body);
    }

    private static TokenReply read(int status, Map<String, String> headers, String body) {
        return reader().read(
                        new FormPost.Posted.Answered(
                                new HttpsReply.Answer(status, headers, Secret.of(body)),
                                new Form()));
    }

    private static Failed failed(String detail) {
        return new Failed(detail, Optional.empty());
    }
}
