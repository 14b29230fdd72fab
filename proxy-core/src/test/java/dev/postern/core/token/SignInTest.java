package dev.postern.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.credential.CredentialOutcome;
import dev.postern.core.login.UpstreamFailure.ConsentNeeded;
import dev.postern.core.oauth.SignInOutcome;
import dev.postern.core.oauth.TokenReply;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

final class SignInTest {

    @TempDir Path temporary;

    private Rig rig;
    private final Account account = Rig.account();

    @BeforeEach
    void start() {
        rig = new Rig(temporary);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static TokenReply granted(Optional<String> refresh, Optional<String> scope) {
        return new TokenReply.Granted(
                Secret.of("a0"), refresh.map(Secret::of), Optional.empty(), scope);
    }

    private String note(TokenReply reply) {
        return ((SignInOutcome.SignedIn) rig.signIn(account, reply)).note().orElse("");
    }

    @Test
    void aSignInIsOnTheDiskWhenItIsDone() {
        assertThat(note(Server.rotated("a0", "r0"))).isEmpty();
        rig.start();

        assertThat(rig.token(account)).isEqualTo("a0");
        TokenHealth health = rig.health(account);
        assertThat(health.state()).isEqualTo(TokenHealth.State.GOOD);
        assertThat(health.signedIn()).contains(rig.time.wall());
        assertThat(health.refreshed()).contains(rig.time.wall());
        assertThat(health.accessExpires()).contains(rig.time.wall().plus(Duration.ofHours(1)));
        assertThat(health.used()).contains(rig.time.wall());
        assertThat(health.failure()).isEmpty();
        assertThat(health.nextTry()).isEmpty();
    }

    @Test
    void withoutARefreshTokenThePersonHearsWhatThatMeans() {
        assertThat(note(granted(Optional.empty(), Optional.empty())))
                .contains("no refresh token", "60 minutes", "offline access");
        assertThat(rig.token(account)).isEqualTo("a0");
        rig.time.advance(Duration.ofMinutes(61));

        assertThat(rig.missing(account))
                .isInstanceOf(ConsentNeeded.class)
                .extracting("detail")
                .asString()
                .contains("no refresh token");
    }

    @Test
    void aSecondSignInWithoutARefreshTokenKeepsTheFirstOne() {
        note(Server.rotated("a0", "r0"));
        assertThat(note(Server.granted("b0"))).contains("sign-in before is kept");
        rig.time.advance(Duration.ofMinutes(61));
        rig.fetch(account);

        assertThat(rig.server.lastWords()).isEqualTo("refresh r0");
    }

    @Test
    void aScopeThatWasNotGrantedIsNamed() {
        assertThat(note(granted(Optional.of("r0"), Optional.of("other"))))
                .contains("did not grant mail")
                .doesNotContain("offline_access");
    }

    @Test
    void scopesInAnotherOrderAndCaseAreTheSame() {
        assertThat(note(granted(Optional.of("r0"), Optional.of("openid  MAIL")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "authorization_pending, Pending, ''",
        "slow_down,             SlowDown, ''",
        "expired_token,         Refused, not entered",
        "access_denied,         Refused, declined",
        "invalid_grant,         Refused, too old",
        "invalid_client,        Refused, our-id",
        "server_error,          TryLater, busy",
        "something_new,         Refused, something_new",
    })
    void everyAnswerHasItsMeaning(String error, String meaning, String words) {
        SignInOutcome outcome = rig.signIn(account, Server.refused(error));

        assertThat(outcome.getClass().getSimpleName()).isEqualTo(meaning);
        assertThat(outcome.toString()).contains(words);
        assertThat(rig.vault.tokens("work")).isEmpty();
    }

    @Test
    void noAnswerMayBeTriedAgain() {
        assertThat(rig.signIn(account, Server.failed()))
                .isEqualTo(new SignInOutcome.TryLater("no answer"));
        assertThat(rig.signIn(account, new TokenReply.Unaskable("No client secret.")))
                .isEqualTo(new SignInOutcome.Refused("No client secret."));
    }

    @Test
    void aFailedSignInLeavesTheOldTokensAlone() { // Defect 15
        note(Server.rotated("a0", "r0"));
        rig.signIn(account, Server.refused("access_denied"));

        assertThat(rig.token(account)).isEqualTo("a0");
        assertThat(rig.reopened().tokens("work").orElseThrow().revealText()).contains("r0");
    }

    @Test
    void aSignInThatCannotBeStoredSaysSo() throws IOException {
        rig.makeVaultUnwritable();

        assertThat(rig.signIn(account, Server.rotated("a0", "r0")))
                .isInstanceOfSatisfying(
                        SignInOutcome.Refused.class,
                        refused ->
                                assertThat(refused.sentence())
                                        .contains("could not be stored", "vault"));
        assertThat(rig.missing(account)).isInstanceOf(ConsentNeeded.class);
    }

    @Test
    void aRefreshFromBeforeTheSignInDoesNotUndoIt() {
        note(Server.rotated("a0", "r0"));
        rig.time.advance(Duration.ofMinutes(61));
        CompletableFuture<CredentialOutcome> login = rig.fetch(account);
        var refresh = rig.server.asked.getLast().reply();
        note(Server.rotated("b0", "q0"));
        assertThat(rig.token(account)).isEqualTo("b0");
        assertThat(login).isCompleted();
        refresh.complete(Server.rotated("a1", "r1"));

        assertThat(rig.token(account)).isEqualTo("b0");
        assertThat(rig.reopened().tokens("work").orElseThrow().revealText())
                .contains("q0")
                .doesNotContain("r1");
    }

    @Test
    void aSignInReplacesWhatCouldNotBeRead() {
        rig.vault.putTokens("work", Secret.of("{\"version\":2}"));
        rig.start();
        assertThat(rig.missing(account)).isInstanceOf(ConsentNeeded.class);
        note(Server.rotated("a0", "r0"));

        assertThat(rig.token(account)).isEqualTo("a0");
        assertThat(rig.health(account).state()).isEqualTo(TokenHealth.State.GOOD);
    }
}
