package dev.postern.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.account.Grant;
import dev.postern.core.login.UpstreamFailure.ConsentNeeded;
import dev.postern.core.login.UpstreamFailure.Unavailable;
import dev.postern.core.oauth.TokenReply;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.log.LogRecorder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The three outcomes: it may pass, consent is needed, consent was revoked; and our own mistakes.
 */
final class OutcomesTest {

    @TempDir Path temporary;

    private Rig rig;
    private Account account;

    @BeforeEach
    void start() {
        rig = new Rig(temporary);
        account = rig.signedIn();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void expireAndAnswer(TokenReply reply) {
        rig.time.advance(Duration.ofMinutes(61));
        rig.server.answersWith(() -> reply);
    }

    @Test
    void duringABackOffLoginsHearWhenTheNextTryIsAndMakeNoRequest() {
        expireAndAnswer(Server.failed());
        for (int i = 0; i < 20; i++) {
            assertThat(rig.missing(account))
                    .isInstanceOf(Unavailable.class)
                    .extracting("detail")
                    .asString()
                    .contains("no answer", "next try at 2026-11-23T19:01:05Z");
        }
        assertThat(rig.server.requests()).isEqualTo(1);
        assertThat(rig.health(account).state()).isEqualTo(TokenHealth.State.RETRYING);
    }

    @Test
    void theBackOffGrowsAndEndsWithASuccess() {
        expireAndAnswer(Server.failed());
        for (int second = 0; second < 3600; second++) {
            rig.missing(account);
            rig.time.advance(Duration.ofSeconds(1));
        }
        // 5, 10, 20 … 600 seconds.
        assertThat(rig.server.requests()).isBetween(8, 14);

        rig.server.answersWith(() -> Server.granted("a1"));
        rig.time.advance(Duration.ofMinutes(11));
        assertThat(rig.token(account)).isEqualTo("a1");
        assertThat(rig.health(account).state()).isEqualTo(TokenHealth.State.GOOD);
        assertThat(rig.events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"server_error", "temporarily_unavailable", "slow_down"})
    void someRefusalsPass(String error) {
        expireAndAnswer(Server.refused(error));
        for (int minute = 0; minute < 60; minute++) {
            assertThat(rig.missing(account)).isInstanceOf(Unavailable.class);
            rig.time.advance(Duration.ofMinutes(1));
        }
        assertThat(rig.events).isEmpty();
    }

    @Test
    void retryAfterIsRespected() {
        expireAndAnswer(new TokenReply.Failed("429", Optional.of(Duration.ofMinutes(2))));
        rig.missing(account);
        rig.time.advance(Duration.ofSeconds(119));
        rig.missing(account);
        assertThat(rig.server.requests()).isEqualTo(1);
        rig.time.advance(Duration.ofSeconds(20));
        rig.missing(account);
        assertThat(rig.server.requests()).isEqualTo(2);
    }

    @Test
    void duringABackOffALivingTokenIsUsed() {
        rig.server.answersWith(Server::failed);
        // Within the margin: a new one is asked for, but this one has seconds left.
        rig.time.advance(Duration.ofMinutes(60).minusSeconds(10));

        assertThat(rig.token(account)).isEqualTo("a0");
        assertThat(rig.server.requests()).isEqualTo(1);
    }

    @Test
    void invalidGrantTwiceWithinAMinuteIsNotYetDeath() {
        expireAndAnswer(Server.refused("invalid_grant"));
        assertThat(rig.missing(account)).isInstanceOf(Unavailable.class);
        rig.time.advance(Duration.ofSeconds(12));
        assertThat(rig.missing(account)).isInstanceOf(Unavailable.class);
        assertThat(rig.server.requests()).isEqualTo(2);
        assertThat(rig.events).isEmpty();

        rig.time.advance(Duration.ofMinutes(1));
        rig.server.answersWith(() -> Server.granted("a1"));
        assertThat(rig.token(account)).isEqualTo("a1");
        assertThat(rig.events).isEmpty();
    }

    private void die(TokenReply reply) {
        expireAndAnswer(reply);
        for (int second = 0; second < 90; second++) {
            rig.missing(account);
            rig.time.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void invalidGrantForMoreThanAMinuteNeedsAPersonWhoIsToldOnce() { // Defect 39
        int linesBefore = LogRecorder.lines().size();
        die(Server.refused("invalid_grant"));

        assertThat(rig.missing(account))
                .isInstanceOf(ConsentNeeded.class)
                .extracting("detail")
                .asString()
                .contains("invalid_grant", "postern account login work");
        assertThat(rig.server.requests()).isEqualTo(3);
        assertThat(rig.kinds()).containsExactly(TokenEvent.Kind.CONSENT_NEEDED);
        assertThat(warnings(linesBefore)).hasSize(1);
        assertThat(rig.health(account).state()).isEqualTo(TokenHealth.State.CONSENT_NEEDED);
    }

    private static List<String> warnings(int from) {
        List<String> lines = LogRecorder.lines();
        return lines.subList(from, lines.size()).stream()
                .filter(line -> line.startsWith("WARN " + Announcements.class.getName()))
                .filter(line -> line.contains("postern account login work"))
                .toList();
    }

    @Test
    void wordsOfRevocationEndAsRevokedButNotSooner() {
        die(new TokenReply.Refused("invalid_grant", "Token has been expired or revoked."));

        assertThat(rig.kinds()).containsExactly(TokenEvent.Kind.REVOKED);
        assertThat(rig.server.requests()).isEqualTo(3);
        assertThat(rig.health(account).state()).isEqualTo(TokenHealth.State.REVOKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interaction_required", "login_required", "consent_required"})
    void aServerThatWantsThePersonIsBelievedAtOnce(String error) {
        expireAndAnswer(Server.refused(error));

        assertThat(rig.missing(account)).isInstanceOf(ConsentNeeded.class);
        assertThat(rig.kinds()).containsExactly(TokenEvent.Kind.CONSENT_NEEDED);
    }

    @Test
    void aDeadAccountCostsNoRequestForADayOfLoginsNorForARestart() {
        die(Server.refused("invalid_grant"));
        int requests = rig.server.requests();
        rig.start();
        for (int hour = 0; hour < 23; hour++) {
            assertThat(rig.missing(account)).isInstanceOf(ConsentNeeded.class);
            rig.time.advance(Duration.ofHours(1));
        }

        assertThat(rig.server.requests()).isEqualTo(requests);
        assertThat(rig.kinds()).containsExactly(TokenEvent.Kind.CONSENT_NEEDED);
    }

    @Test
    void aSignInRevivesAtOnce() {
        die(Server.refused("invalid_grant"));
        rig.server.answersWith(() -> Server.rotated("a-new", "r-new"));
        rig.signIn(account, Server.failed());

        assertThat(rig.token(account)).isEqualTo("a-new");
        assertThat(rig.kinds())
                .containsExactly(TokenEvent.Kind.CONSENT_NEEDED, TokenEvent.Kind.HEALTHY_AGAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_client", "unauthorized_client", "invalid_scope"})
    void aRegistrationThatTheServerRefusesSaysWhatToMend(String error) {
        expireAndAnswer(Server.refused(error));

        assertThat(rig.missing(account))
                .isInstanceOf(ConsentNeeded.class)
                .extracting("detail")
                .asString()
                .contains(error, "our-id", "client secret");
        assertThat(rig.kinds()).containsExactly(TokenEvent.Kind.REGISTRATION_WRONG);
        assertThat(rig.health(account).state()).isEqualTo(TokenHealth.State.REGISTRATION_WRONG);
        rig.missing(account);
        assertThat(rig.server.requests()).isEqualTo(1);

        // A secret was stored, and the configuration taken over once more.
        rig.server.answersWith(() -> Server.granted("a1"));
        rig.engine.accounts(List.of(account));
        assertThat(rig.token(account)).isEqualTo("a1");
        assertThat(rig.kinds()).endsWith(TokenEvent.Kind.HEALTHY_AGAIN);
    }

    @Test
    void whatCannotEvenBeAskedSaysWhy() {
        expireAndAnswer(new TokenReply.Unaskable("The key file /k.pem cannot be read."));

        assertThat(rig.missing(account))
                .extracting("detail")
                .asString()
                .contains("The key file /k.pem cannot be read.");
    }

    @Test
    void aWrongPasswordIsNotTriedForEachLogin() {
        Account password = Rig.account(new Grant.Password());
        rig.vault.putPassword("work", Secret.of("wrong"));
        rig.server.answersWith(() -> Server.refused("invalid_grant"));
        for (int second = 0; second < 3600; second++) {
            rig.missing(password);
            rig.time.advance(Duration.ofSeconds(1));
        }

        assertThat(rig.server.requests()).isEqualTo(3);
        assertThat(rig.missing(password)).isInstanceOf(ConsentNeeded.class);
    }

    @Test
    void aServiceWithADefectIsAFailureThatMayPass() {
        rig.time.advance(Duration.ofMinutes(61));
        var login = rig.fetch(account);
        rig.server.asked.getLast().reply().completeExceptionally(new IllegalStateException("bug"));

        assertThat(login).isCompleted();
        assertThat(rig.missing(account)).isInstanceOf(Unavailable.class);
    }
}
