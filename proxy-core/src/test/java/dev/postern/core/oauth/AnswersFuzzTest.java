package dev.postern.core.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.postern.core.http.HttpsCaller;
import dev.postern.core.http.HttpsReply;
import dev.postern.core.secret.Secret;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;

/**
 * Anything at all as what an authorization server answers. The first octet of an input chooses the
 * status; the first line behind it is when to come again, and the rest is the body.
 */
class AnswersFuzzTest {

    private static final int[] STATUSES = {200, 201, 302, 400, 401, 408, 429, 500, 503, 100};
    private static final String REFRESH = "refresh-me-if-you-can";
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "answers.dict")
    void aTokenAnswer(byte[] input) {
        switch (new TokenReader(reader()).read(answered(input))) {
            case TokenReply.Granted granted -> {
                assertThat(granted.accessToken().revealText())
                        .matches("[ -~]{1,%d}".formatted(TokenReader.LONGEST_TOKEN));
                granted.refreshToken()
                        .ifPresent(token ->
                                assertThat(token.revealText())
                                        .matches(
                                                "[ -~]{1,%d}"
                                                        .formatted(TokenReader.LONGEST_TOKEN)));
                granted.lifetime()
                        .ifPresent(lifetime ->
                                assertThat(lifetime)
                                        .isBetween(Duration.ofSeconds(1), Duration.ofDays(3650)));
                granted.scope().ifPresent(scope -> assertThat(scope).matches("[ -~]{0,4096}"));
            }
            case TokenReply.Refused(String error, String description) ->
                    isTellable(error + " " + description);
            case TokenReply.Failed failed -> {
                isTellable(failed.detail());
                failed.retryAfter()
                        .ifPresent(after ->
                                assertThat(after)
                                        .isPositive()
                                        .isLessThanOrEqualTo(RetryAfter.LONGEST));
            }
            case TokenReply.Unaskable unaskable -> throw new AssertionError(unaskable);
        }
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "answers.dict")
    void aDeviceAnswer(byte[] input) {
        switch (DeviceAuthorization.read(reader(), answered(input))) {
            case DeviceReply.Begun begun -> {
                assertThat(begun.deviceCode().revealText()).matches("[ -~]+");
                assertThat(begun.userCode()).matches("[!-~][ -~]{0,63}");
                assertThat(HttpsCaller.mayAsk(begun.verification())).isTrue();
                assertThat(begun.verification().toASCIIString()).matches("[!-~]+");
                assertThat(begun.lifetime()).isBetween(Duration.ofSeconds(1), Duration.ofDays(1));
                assertThat(begun.interval())
                        .isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
            }
            case DeviceReply.Refused(String error, String description) ->
                    isTellable(error + " " + description);
            case DeviceReply.Failed failed -> isTellable(failed.detail());
            case DeviceReply.Unaskable unaskable -> throw new AssertionError(unaskable);
        }
    }

    /** One line for a log, in which no secret of the request came back. */
    private static void isTellable(String words) {
        assertThat(words.length()).isLessThan(1000);
        assertThat(words.chars().anyMatch(Character::isISOControl)).as(words).isFalse();
        assertThat(words).doesNotContain(REFRESH);
    }

    private static AnswerReader reader() {
        return new AnswerReader("login.example.org", CLOCK);
    }

    private static FormPost.Posted.Answered answered(byte[] input) {
        int status = input.length == 0 ? 0 : (input[0] & 0xFF) % STATUSES.length;
        String text = new String(input, ISO_8859_1);
        int end = text.indexOf('\n');
        String after = end > 1 ? text.substring(1, end) : "";
        byte[] body = Arrays.copyOfRange(input, Math.min(input.length, end + 1), input.length);
        Form form = new Form();
        form.add("refresh_token", Secret.of(REFRESH));
        return new FormPost.Posted.Answered(
                new HttpsReply.Answer(
                        STATUSES[status],
                        Map.of("retry-after", after, "content-type", "application/json"),
                        Secret.copyOf(body)),
                form);
    }
}
