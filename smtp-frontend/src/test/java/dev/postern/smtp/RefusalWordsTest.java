package dev.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.postern.core.login.Refusal;
import dev.postern.core.login.UpstreamFailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Optional;
import java.util.stream.Stream;

class RefusalWordsTest {

    private static final String THEIRS = "the provider's own words";

    /** Defect 33: mail programs threw good passwords away, because trouble was told as 535. */
    @ParameterizedTest
    @MethodSource("refusals")
    void theCodeSaysWhoseFaultItIs(Refusal refusal, String code) {
        assertThat(RefusalWords.of(refusal)).startsWith(code + " ");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void clientsHearFixedSentences(Refusal refusal, String code) {
        assertThat(RefusalWords.of(refusal)).doesNotContain(THEIRS).matches("[ -~]{1,510}");
    }

    static Stream<Arguments> refusals() {
        return Stream.concat(
                Stream.of(
                        arguments(new Refusal.Denied(), "535 5.7.8"),
                        arguments(new Refusal.Throttled(), "454 4.7.0"),
                        arguments(new Refusal.Misconfigured(), "454 4.3.5")),
                Stream.of(
                                new UpstreamFailure.Unreachable(THEIRS),
                                new UpstreamFailure.TlsRefused(THEIRS),
                                new UpstreamFailure.TimedOut(THEIRS),
                                new UpstreamFailure.ProtocolViolation(THEIRS),
                                rejected(),
                                new UpstreamFailure.ConsentNeeded(THEIRS),
                                new UpstreamFailure.Unavailable(THEIRS),
                                new UpstreamFailure.LimitReached(THEIRS))
                        .map(failure -> arguments(failed(failure), "454 4.7.0")));
    }

    /** EHLO knows no 454 and no 535, and a device that hears 421 tries again. */
    @ParameterizedTest
    @MethodSource("refusals")
    void aDeviceHearsWhetherItMayTryAgain(Refusal refusal, String code) {
        boolean passes = code.startsWith("4");

        assertThat(RefusalWords.ofDevice(refusal))
                .startsWith(passes ? "421 4." : "550 5.7.1 ")
                .doesNotContain(THEIRS)
                .matches("[ -~]{1,510}");
        assertThat(RefusalWords.ofStranger(refusal)).startsWith(passes ? "421 4." : "554 5.7.1 ");
    }

    @Test
    void whatAPersonCanMendNamesTheCommand() {
        assertThat(RefusalWords.of(failed(rejected()))).endsWith("Run: postern account check work");
        assertThat(RefusalWords.of(failed(new UpstreamFailure.ConsentNeeded(THEIRS))))
                .endsWith("Run: postern account login work");
    }

    private static UpstreamFailure rejected() {
        return new UpstreamFailure.CredentialsRejected(THEIRS, Optional.of(THEIRS));
    }

    private static Refusal failed(UpstreamFailure failure) {
        return new Refusal.UpstreamFailed(failure, "work");
    }
}
