package dev.postern.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.credential.CredentialOutcome.Available;
import dev.postern.core.credential.CredentialOutcome.Freshness;
import dev.postern.core.login.UpstreamFailure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/** Defect 5. */
final class RejectedTokenTest {

    @TempDir Path temporary;

    private Rig rig;
    private Account account;

    @BeforeEach
    void start() {
        rig = new Rig(temporary);
        account = rig.signedIn();
        rig.server.answersWith(() -> Server.granted("a" + rig.server.requests()));
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aTokenThatTheProviderRejectedIsReplacedAtOnce() { // Defect 5
        rig.time.advance(Duration.ofMinutes(10));
        rig.reject(account, "a0");

        assertThat(rig.token(account)).isEqualTo("a1");
        assertThat(rig.server.requests()).isEqualTo(1);
    }

    @Test
    void aRejectionOfAnOlderTokenLeavesTheNewerOneAlone() { // Defect 5
        rig.reject(account, "a0");
        assertThat(rig.token(account)).isEqualTo("a1");
        rig.reject(account, "a0");

        assertThat(rig.token(account)).isEqualTo("a1");
        assertThat(rig.server.requests()).isEqualTo(1);
    }

    @Test
    void aRejectionThatCannotBeMendedNowMakesLoginsWait() {
        rig.server.answersWith(Server::failed);
        rig.reject(account, "a0");

        assertThat(rig.missing(account)).isInstanceOf(UpstreamFailure.Unavailable.class);
    }

    @Test
    void whenTheNewTokenIsRejectedTooTheRefusalStands() {
        rig.reject(account, "a0");
        assertThat(rig.token(account)).isEqualTo("a1");
        rig.reject(account, "a1");

        Available second = (Available) rig.fetched(account);
        assertThat(second.freshness()).isEqualTo(Freshness.REJECTED);
        assertThat(second.secret().revealText()).isEqualTo("a1");
        assertThat(rig.health(account).state()).isEqualTo(TokenHealth.State.TOKENS_REJECTED);
        assertThat(rig.health(account).failure().orElseThrow()).contains("mail server refuses");
    }

    @Test
    void loginsOfAMailServerThatRefusesEveryTokenMakeNoStormOfRequests() {
        for (int second = 0; second < 3600; second++) {
            rig.time.advance(Duration.ofSeconds(1));
            String token = rig.token(account);
            rig.reject(account, token);
        }

        // 1 at once, then after about 30 s, 1 min, 2, 4, 8, 15, 15 and 15.
        assertThat(rig.server.requests()).isBetween(5, 9);
    }

    @Test
    void aTokenThatWorkedForMinutesStartsANewStory() {
        rig.reject(account, "a0");
        assertThat(rig.token(account)).isEqualTo("a1");
        rig.time.advance(Duration.ofMinutes(6));
        rig.reject(account, "a1");

        assertThat(rig.token(account)).isEqualTo("a2");
        assertThat(rig.health(account).state()).isEqualTo(TokenHealth.State.GOOD);
    }

    @Test
    void aSignInEndsTheStory() {
        rig.reject(account, "a0");
        rig.reject(account, rig.token(account));
        rig.server.answersNothing();
        rig.signIn(account, Server.rotated("new", "r-new"));

        assertThat(((Available) rig.fetched(account)).freshness())
                .isEqualTo(Freshness.NOT_REJECTED);
        assertThat(rig.health(account).state()).isEqualTo(TokenHealth.State.GOOD);
    }
}
