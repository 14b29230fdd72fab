package dev.postern.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.credential.CredentialOutcome;
import dev.postern.core.login.UpstreamFailure.ConsentNeeded;
import dev.postern.core.login.UpstreamFailure.Unavailable;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Servers that give a new refresh token each time, and void the one before. */
final class RotationTest {

    @TempDir Path temporary;

    private Rig rig;
    private Account account;

    @BeforeEach
    void start() {
        rig = new Rig(temporary);
        account = rig.signedIn();
        rig.time.advance(Duration.ofMinutes(61));
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private String stored() {
        return rig.reopened().tokens("work").orElseThrow().revealText();
    }

    @Test
    void theNewRefreshTokenIsOnTheDiskBeforeAnybodyHasTheAccessToken() {
        CompletableFuture<String> storedThen = rig.fetch(account).thenApply(outcome -> stored());
        rig.server.answer(Server.rotated("a1", "r1"));

        assertThat(storedThen.join()).contains("\"refresh\":\"r1\"");
    }

    @Test
    void theOldRefreshTokenIsKeptUntilTheNewOneHasWorked() {
        rig.server.answersWith(() -> Server.rotated("a1", "r1"));
        rig.token(account);
        assertThat(stored()).contains("\"refresh\":\"r1\"", "\"earlier\":\"r0\"");

        rig.time.advance(Duration.ofMinutes(61));
        rig.server.answersWith(() -> Server.rotated("a2", "r2"));
        rig.token(account);
        assertThat(rig.server.lastWords()).isEqualTo("refresh r1");
        assertThat(stored())
                .contains("\"refresh\":\"r2\"", "\"earlier\":\"r1\"")
                .doesNotContain("r0");

        rig.time.advance(Duration.ofMinutes(61));
        rig.server.answersWith(() -> Server.granted("a3"));
        rig.token(account);
        assertThat(stored()).contains("\"refresh\":\"r2\"").doesNotContain("earlier");
    }

    @Test
    void aRestartGoesOnWithTheNewOne() {
        rig.server.answersWith(() -> Server.rotated("a1", "r1"));
        rig.token(account);
        rig.start();
        rig.time.advance(Duration.ofMinutes(61));
        rig.fetch(account);

        assertThat(rig.server.lastWords()).isEqualTo("refresh r1");
    }

    private void rotateThenRefuse() {
        rig.server.answersWith(() -> Server.rotated("a1", "r1"));
        rig.token(account);
        rig.time.advance(Duration.ofMinutes(61));
        rig.server.asked.clear();
        rig.server.answersWith(() -> Server.refused("invalid_grant"));
    }

    private void logInFor(Duration duration) {
        for (int second = 0; second < duration.toSeconds(); second++) {
            rig.fetch(account);
            rig.time.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void theEarlierOneIsTheLastResortAndNotTheFirst() {
        rotateThenRefuse();
        logInFor(Duration.ofSeconds(90));

        assertThat(rig.server.asked)
                .extracting(Server.Asked::words)
                .containsExactly("refresh r1", "refresh r1", "refresh r1", "refresh r0");
        assertThat(rig.missing(account)).isInstanceOf(ConsentNeeded.class);
        assertThat(stored()).contains("\"r1\"", "\"r0\"");
    }

    @Test
    void anEarlierOneThatTheServerStillTakesSavesTheAccount() {
        rotateThenRefuse();
        rig.server.answersWith(() ->
                rig.server.lastWords().equals("refresh r0")
                        ? Server.rotated("a2", "r2")
                        : Server.refused("invalid_grant"));
        logInFor(Duration.ofSeconds(90));

        assertThat(rig.token(account)).isEqualTo("a2");
        assertThat(stored()).contains("\"refresh\":\"r2\"", "\"earlier\":\"r0\"");
        assertThat(rig.events).isEmpty();
    }

    @Test
    void whatTheVaultCannotTakeNobodyGets() throws IOException {
        rig.makeVaultUnwritable();
        CompletableFuture<CredentialOutcome> login = rig.fetch(account);
        rig.server.answer(Server.rotated("a1", "r1"));

        assertThat(login).isCompleted();
        assertThat(rig.missing(account))
                .isInstanceOf(Unavailable.class)
                .extracting("detail")
                .asString()
                .contains("held back", "vault", "could not be written", "full or read-only disk");
        assertThat(rig.kinds()).containsExactly(TokenEvent.Kind.VAULT_UNWRITABLE);
        assertThat(rig.health(account).state()).isEqualTo(TokenHealth.State.VAULT_UNWRITABLE);

        rig.time.advance(Duration.ofSeconds(30));
        rig.missing(account);
        assertThat(rig.server.requests()).as("the old token is spent").isEqualTo(1);

        rig.makeVaultWritable();
        rig.time.advance(Duration.ofSeconds(30));
        assertThat(rig.token(account)).isEqualTo("a1");
        assertThat(stored()).contains("\"refresh\":\"r1\"");
        assertThat(rig.server.requests()).isEqualTo(1);
        assertThat(rig.kinds())
                .containsExactly(TokenEvent.Kind.VAULT_UNWRITABLE, TokenEvent.Kind.HEALTHY_AGAIN);
    }

    @Test
    void aServerThatDoesNotRotateWorksOnAFullDiskAndHealthSaysSo() throws IOException {
        rig.makeVaultUnwritable();
        rig.server.answersWith(() -> Server.granted("a1"));

        assertThat(rig.token(account)).isEqualTo("a1");
        assertThat(rig.health(account).state()).isEqualTo(TokenHealth.State.VAULT_UNWRITABLE);
        assertThat(rig.kinds()).containsExactly(TokenEvent.Kind.VAULT_UNWRITABLE);

        rig.makeVaultWritable();
        rig.time.advance(Duration.ofMinutes(61));
        rig.token(account);
        assertThat(rig.health(account).state()).isEqualTo(TokenHealth.State.GOOD);
        assertThat(rig.kinds()).endsWith(TokenEvent.Kind.HEALTHY_AGAIN);
    }

    @Test
    void aRecordOfANewerFormatIsLeftAlone() { // Defect 15
        rig.vault.putTokens("work", Secret.of("{\"version\":2,\"more\":\"things\"}"));
        rig.start();

        assertThat(rig.missing(account))
                .extracting("detail")
                .asString()
                .contains("format 2", "newer Postern", "work");
        assertThat(rig.health(account).state()).isEqualTo(TokenHealth.State.RECORD_UNREADABLE);
        assertThat(stored()).isEqualTo("{\"version\":2,\"more\":\"things\"}");
        assertThat(rig.server.requests()).isZero();
    }

    @Test
    void aDamagedRecordConcernsItsAccountOnly() { // Defect 15
        Account other = Rig.account("home", "bob@example.org", Rig.oauth(Rig.account()));
        rig.signIn(other, Server.rotated("b0", "q0"));
        rig.vault.putTokens("work", Secret.of("nonsense"));
        rig.start();

        assertThat(rig.missing(account)).isInstanceOf(ConsentNeeded.class);
        assertThat(rig.token(other)).isEqualTo("b0");
        assertThat(stored()).isEqualTo("nonsense");
    }
}
