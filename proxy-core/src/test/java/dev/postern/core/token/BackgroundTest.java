package dev.postern.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.login.UpstreamFailure.ConsentNeeded;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What happens when nobody waits for it. */
final class BackgroundTest {

    @TempDir Path temporary;

    private Rig rig;
    private Account account;

    @BeforeEach
    void start() {
        rig = new Rig(temporary);
        account = rig.signedIn();
        rig.engine.accounts(List.of(account));
        rig.server.answersWith(() -> Server.rotated("a" + n(), "r" + n()));
    }

    private int n() {
        return rig.server.requests();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aTokenIsRenewedBeforeItEndsSoThatNoLoginWaits() {
        rig.time.advance(Duration.ofMinutes(45));
        assertThat(rig.server.requests()).isZero();
        rig.time.advance(Duration.ofMinutes(3));
        assertThat(rig.server.requests()).isEqualTo(1);

        for (int minute = 0; minute < 300; minute++) {
            rig.token(account);
            rig.time.advance(Duration.ofMinutes(1));
        }
        assertThat(rig.server.requests()).isBetween(6, 8);
    }

    @Test
    void withoutAConfigurationNothingHappensByItself() {
        rig.start();
        rig.time.advance(Duration.ofDays(3));

        assertThat(rig.server.requests()).isZero();
    }

    @Test
    void aConsentThatNobodyUsesIsTriedOnceADay() { // Defect 39
        rig.start();
        rig.engine.accounts(List.of(account));
        rig.time.advance(Duration.ofHours(23));
        assertThat(rig.server.requests()).isZero();
        rig.time.advance(Duration.ofHours(1));
        assertThat(rig.server.requests()).isEqualTo(1);
        rig.time.advance(Duration.ofDays(10));
        assertThat(rig.server.requests()).isBetween(10, 12);
    }

    @Test
    void aConsentThatDiesUnusedIsToldWithinADay() { // Defect 39
        rig.start();
        rig.engine.accounts(List.of(account));
        rig.server.answersWith(() -> Server.refused("invalid_grant"));
        rig.time.advance(Duration.ofHours(24).plusMinutes(2));

        assertThat(rig.kinds()).containsExactly(TokenEvent.Kind.CONSENT_NEEDED);
        assertThat(rig.server.requests()).isEqualTo(3);
    }

    @Test
    void aDeadConsentThatIsAliveAgainIsFoundByTheDailyTry() { // Defect 39
        rig.server.answersWith(() -> Server.refused("invalid_grant"));
        rig.time.advance(Duration.ofHours(1));
        assertThat(rig.kinds()).containsExactly(TokenEvent.Kind.CONSENT_NEEDED);
        int requests = rig.server.requests();
        rig.server.answersWith(() -> Server.granted("alive"));
        rig.time.advance(Duration.ofHours(22));
        assertThat(rig.server.requests()).isEqualTo(requests);
        rig.time.advance(Duration.ofHours(2));

        assertThat(rig.kinds())
                .containsExactly(TokenEvent.Kind.CONSENT_NEEDED, TokenEvent.Kind.HEALTHY_AGAIN);
        assertThat(rig.token(account)).isEqualTo("alive");
    }

    @Test
    void afterASuspendTheFirstTickRenews() {
        // Two hours by the wall, and seconds by the clock that stands still meanwhile.
        rig.time.setWall(Duration.ofHours(2));
        rig.time.advance(TokenEngine.TICK);

        assertThat(rig.server.requests()).isEqualTo(1);
        assertThat(rig.token(account)).isEqualTo("a1");
    }

    @Test
    void aTokenThatExpiredDuringASuspendIsNotGivenOutBeforeTheFirstTick() {
        rig.time.setWall(Duration.ofHours(2));

        assertThat(rig.token(account)).isEqualTo("a1");
    }

    @Test
    void aClockThatIsSetBackMakesNoTokenLiveLonger() {
        rig.time.advance(Duration.ofMinutes(30));
        rig.time.setWall(Duration.ofHours(-5));
        rig.time.advance(Duration.ofMinutes(18));
        assertThat(rig.server.requests()).as("renewed in time").isEqualTo(1);

        rig.server.answersWith(Server::failed);
        rig.time.advance(Duration.ofMinutes(70));
        rig.missing(account);
    }

    @Test
    void aClockThatIsSetBackOverARestartMakesATokenOfTheFutureWorthless() {
        rig.start();
        rig.time.setWall(Duration.ofDays(-2));

        assertThat(rig.token(account)).isEqualTo("a1");
    }

    @Test
    void aClockThatIsSetForwardMakesOneRequestAndNoMore() {
        rig.time.setWall(Duration.ofDays(300));
        rig.time.advance(Duration.ofMinutes(10));
        rig.token(account);

        assertThat(rig.server.requests()).isEqualTo(1);
    }

    @Test
    void aRemovedAccountIsLeftInPeace() {
        rig.engine.accounts(List.of());
        rig.time.advance(Duration.ofDays(3));

        assertThat(rig.server.requests()).isZero();
        assertThat(rig.vault.tokens("work")).isPresent();
    }

    @Test
    void tokensThatAPersonHasTakenAwayAreForgottenWithTheNextReload() {
        rig.vault.removeTokens("work");
        rig.engine.accounts(List.of(account));

        assertThat(rig.missing(account)).isInstanceOf(ConsentNeeded.class);
        assertThat(rig.server.requests()).isZero();
    }

    @Test
    void tokensThatAreTakenAwayDuringARefreshDoNotComeBack() {
        rig.server.answersNothing();
        rig.time.advance(Duration.ofMinutes(48));
        rig.vault.removeTokens("work");
        rig.engine.accounts(List.of(account));
        rig.server.answer(Server.rotated("a1", "r1"));

        assertThat(rig.missing(account)).isInstanceOf(ConsentNeeded.class);
        assertThat(rig.vault.tokens("work")).isEmpty();
    }

    @Test
    void aReplyForAnotherRegistrationIsNotAppliedToTheNewOne() {
        rig.server.answersNothing();
        rig.time.advance(Duration.ofMinutes(48));
        assertThat(rig.server.requests()).isEqualTo(1);

        Account changed =
                Rig.account(
                        "work",
                        "ann@example.org",
                        Rig.oauth(new Grant.AuthorizationCode(), "another-id"));
        rig.engine.accounts(List.of(changed));
        rig.signIn(changed, Server.rotated("b0", "q0"));
        rig.server.asked.getFirst().reply().complete(Server.rotated("a1", "r1"));
        rig.time.advance(TokenEngine.TICK);

        assertThat(rig.token(changed)).isEqualTo("b0");
        assertThat(rig.reopened().tokens("work").orElseThrow().revealText())
                .contains("another-id", "q0")
                .doesNotContain("r1");
    }

    @Test
    void tokensOfOneRegistrationAreNeverSentUnderAnother() {
        Account changed =
                Rig.account(
                        "work",
                        "ann@example.org",
                        Rig.oauth(new Grant.AuthorizationCode(), "another-id"));
        rig.engine.accounts(List.of(changed));
        assertThat(rig.missing(changed))
                .extracting("detail")
                .asString()
                .contains("our-id", "another-id", "postern account login work");
        rig.time.advance(Duration.ofDays(2));
        assertThat(rig.server.requests()).isZero();

        // And the change is taken back.
        rig.engine.accounts(List.of(account));
        assertThat(rig.token(account)).isEqualTo("a1");
        assertThat(rig.server.lastWords()).isEqualTo("refresh r0");
    }

    @Test
    void otherScopesAreAskedForAnewWithTheSameRefreshTokenAndOneRequestAtATime() { // Defect 6
        rig.server.answersNothing();
        rig.time.advance(Duration.ofMinutes(48));
        Credential.Oauth before = Rig.oauth(account);
        Account changed =
                Rig.account(
                        "work",
                        "ann@example.org",
                        new Credential.Oauth(
                                before.server(), before.client(), before.grant(), List.of("imap")));
        rig.engine.accounts(List.of(changed));
        var login = rig.fetch(changed);
        assertThat(rig.server.requests()).isEqualTo(1);
        rig.server.asked.getFirst().reply().complete(Server.rotated("old-scopes", "r1"));
        assertThat(rig.server.lastWords()).isEqualTo("refresh r1");
        rig.server.answer(Server.rotated("new-scopes", "r2"));

        assertThat(login).isCompleted();
        assertThat(rig.token(changed)).isEqualTo("new-scopes");
    }

    @Test
    void manyAccountsThatAreDueAtOnceAreAskedForAFewAtATime() {
        rig.start();
        rig.server.answersNothing();
        List<Account> many =
                IntStream.range(0, 50)
                        .mapToObj(i -> Rig.account("n" + i, i + "@example.org", Rig.oauth(account)))
                        .toList();
        many.forEach(one -> rig.signIn(one, Server.rotated("a", "r")));
        rig.server.asked.clear();
        rig.start();
        rig.engine.accounts(many);
        rig.time.advance(Duration.ofDays(2));

        assertThat(rig.server.requests()).isEqualTo(8);
    }
}
