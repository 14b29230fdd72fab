package dev.postern.app.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.oauth.OauthAccounts;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Answer.NotYet.Pace;
import dev.postern.app.signin.DeviceAuthorizations.Start;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

class DeviceSignInTest {
    private static final Credential.Oauth OAUTH = OauthAccounts.oauth(new Grant.DeviceCode());
    private static final Answer DONE = new Answer.Done(List.of());

    private final List<Duration> pauses = new ArrayList<>();

    private static Answer notYet(Pace pace) {
        return new Answer.NotYet(pace, "the line is down");
    }

    private Answer run(Scene scene, Start start) {
        InstantSource clock =
                () -> Instant.EPOCH.plus(pauses.stream().reduce(Duration.ZERO, Duration::plus));
        return new DeviceSignIn(scene.signIn(OAUTH), (account, oauth) -> start, clock, pauses::add)
                .run();
    }

    private static Start started(Duration lifetime) {
        return new Start.Started(
                Secret.of("device"),
                "ABCD-EFGH",
                URI.create("https://example.org/device"),
                Optional.of(URI.create("https://example.org/device?code=ABCD-EFGH")),
                lifetime,
                Duration.ofSeconds(5));
    }

    private static List<Duration> seconds(long... seconds) {
        return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
    }

    @Test
    void theCodeIsShownAndAskedForUntilThePersonIsDone() {
        Scene scene = Scene.answering(notYet(Pace.AS_BEFORE), notYet(Pace.AS_BEFORE), DONE);
        assertThat(run(scene, started(Duration.ofMinutes(15)))).isEqualTo(DONE);
        assertThat(scene.said())
                .contains(
                        "https://example.org/device\n",
                        "ABCD-EFGH",
                        "https://example.org/device?code=ABCD-EFGH",
                        "15 minutes");
        assertThat(scene.requests()).hasSize(3).allMatch("jo device device"::equals);
        assertThat(pauses).isEqualTo(seconds(5, 5, 5));
    }

    @Test
    void slowDownIsForGood() {
        Scene scene =
                Scene.answering(
                        notYet(Pace.SLOWER), notYet(Pace.AS_BEFORE), notYet(Pace.SLOWER), DONE);
        run(scene, started(Duration.ofMinutes(15)));
        assertThat(pauses).isEqualTo(seconds(5, 10, 10, 15));
    }

    @Test
    void troubleIsNotTheEndButAskedAboutLessOften() {
        Scene scene =
                Scene.answering(
                        notYet(Pace.AFTER_TROUBLE),
                        notYet(Pace.AFTER_TROUBLE),
                        notYet(Pace.AS_BEFORE),
                        DONE);
        assertThat(run(scene, started(Duration.ofMinutes(15)))).isEqualTo(DONE);
        assertThat(pauses).isEqualTo(seconds(5, 10, 20, 5));
        assertThat(scene.said()).contains("the line is down");
    }

    @Test
    void itEndsWhenTheCodeExpires() {
        Scene scene =
                Scene.answering(
                        Collections.nCopies(3, notYet(Pace.AS_BEFORE)).toArray(Answer[]::new));
        assertThat(run(scene, started(Duration.ofSeconds(20))))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused ->
                                assertThat(refused.sentence())
                                        .contains("not used in time", "postern account login jo"));
        assertThat(scene.requests()).hasSize(3);
    }

    @Test
    void aRefusalEndsIt() {
        Answer refused = new Answer.Refused("access_denied");
        assertThat(run(Scene.answering(refused), started(Duration.ofMinutes(1))))
                .isEqualTo(refused);
    }

    @Test
    void aServerThatGivesNoCodeIsToldOf() {
        assertThat(run(Scene.answering(), new Start.Refused("unauthorized_client")))
                .isEqualTo(new Answer.Refused("unauthorized_client"));
    }

    @Test
    void aServerThatWantsNoPauseIsStillNotAskedAllTheTime() {
        Start hasty =
                new Start.Started(
                        Secret.of("d"),
                        "\u001b[2JA",
                        URI.create("https://example.org/"),
                        Optional.empty(),
                        Duration.ofMinutes(1),
                        Duration.ZERO);
        Scene scene = Scene.answering(DONE);
        run(scene, hasty);
        assertThat(pauses).isEqualTo(seconds(1));
        assertThat(scene.said()).contains("?[2JA").doesNotContain("\u001b");
    }

    @Test
    void theDeviceCodeIsWipedAtTheEnd() {
        Secret code = Secret.of("device");
        run(
                Scene.answering(DONE),
                new Start.Started(
                        code,
                        "A",
                        URI.create("https://example.org/"),
                        Optional.empty(),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(5)));
        assertThat(code.isEmpty()).isTrue();
    }
}
