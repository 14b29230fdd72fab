package dev.postern.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.credential.CredentialOutcome;
import dev.postern.core.credential.CredentialOutcome.Available;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@Timeout(60)
final class SingleFlightTest {

    private static final Duration EXPIRED = Duration.ofMinutes(61);

    @TempDir Path temporary;

    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(temporary);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aGoodTokenIsGivenAtOnceAndCostsNoRequest() {
        Account account = rig.signedIn();

        assertThat(rig.token(account)).isEqualTo("a0");
        assertThat(rig.server.requests()).isZero();
    }

    @Test
    void aRestartCostsNoRequest() {
        Account account = rig.signedIn();
        rig.start();

        assertThat(rig.token(account)).isEqualTo("a0");
        assertThat(rig.server.requests()).isZero();
    }

    @Test
    void fiveLoginsOnAnExpiredTokenAreOneRequest() { // Defect 6
        Account account = rig.signedIn();
        rig.time.advance(EXPIRED);
        List<CompletableFuture<CredentialOutcome>> logins = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            logins.add(rig.fetch(account));
        }

        assertThat(logins).noneMatch(CompletableFuture::isDone);
        assertThat(rig.server.requests()).isEqualTo(1);
        assertThat(rig.server.lastWords()).isEqualTo("refresh r0");

        rig.server.answer(Server.granted("a1"));
        assertThat(logins)
                .allSatisfy(login ->
                        assertThat(login.join())
                                .isInstanceOfSatisfying(
                                        Available.class,
                                        it -> assertThat(it.secret()).isEqualTo(Secret.of("a1"))));
        assertThat(rig.server.requests()).isEqualTo(1);
    }

    @Test
    void aHundredThreadsAtOnceMakeOneRequest() throws Exception { // Defect 6
        Account account = rig.signedIn();
        // Long ago, for an engine with a real clock.
        try (TokenEngine engine = new TokenEngine(rig.vault, rig.server, TokenListener.NONE);
                ExecutorService mailPrograms = Executors.newFixedThreadPool(100)) {
            engine.rejected(account, Rig.oauth(account), Secret.of("a0"));
            CountDownLatch go = new CountDownLatch(1);
            List<Future<CompletionStage<CredentialOutcome>>> logins = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Callable<CompletionStage<CredentialOutcome>> login =
                        () -> {
                            go.await();
                            return engine.fetch(account, Rig.oauth(account));
                        };
                logins.add(mailPrograms.submit(login));
            }
            go.countDown();
            await().until(() -> rig.server.requests() > 0);
            List<CompletableFuture<CredentialOutcome>> outcomes = new ArrayList<>();
            for (Future<CompletionStage<CredentialOutcome>> login : logins) {
                outcomes.add(login.get().toCompletableFuture());
            }
            rig.server.answer(Server.rotated("a1", "r1"));

            assertThat(outcomes)
                    .allSatisfy(
                            outcome -> assertThat(outcome.join()).isInstanceOf(Available.class));
            assertThat(rig.server.requests()).isEqualTo(1);
        }
    }

    @Test
    void whoWipesItsCopyTakesItFromNobody() {
        Account account = rig.signedIn();
        ((Available) rig.fetched(account)).secret().wipe();

        assertThat(rig.token(account)).isEqualTo("a0");
    }

    @Test
    void aLoginWaitsForSecondsAndTheRequestGoesOn() {
        Account account = rig.signedIn();
        rig.time.advance(EXPIRED);
        CompletableFuture<CredentialOutcome> login = rig.fetch(account);
        rig.time.advance(TokenEngine.PATIENCE.minusMillis(1));
        assertThat(login).isNotDone();
        rig.time.advance(Duration.ofMillis(1));

        assertThat(login.join())
                .isInstanceOfSatisfying(
                        CredentialOutcome.Missing.class,
                        missing ->
                                assertThat(missing.failure())
                                        .isInstanceOf(UpstreamFailure.Unavailable.class)
                                        .extracting("detail")
                                        .asString()
                                        .contains("example", "work", "15 seconds"));

        rig.server.answer(Server.granted("a1"));
        assertThat(rig.token(account)).isEqualTo("a1");
        assertThat(rig.server.requests()).isEqualTo(1);
    }

    @Test
    void anAccountThatNobodySignedInToSaysSo() {
        assertThat(rig.missing(Rig.account()))
                .isInstanceOf(UpstreamFailure.ConsentNeeded.class)
                .extracting("detail")
                .asString()
                .contains("nobody has signed in", "postern account login work");
        assertThat(rig.server.requests()).isZero();
        assertThat(rig.health(Rig.account()).state()).isEqualTo(TokenHealth.State.NEVER_SIGNED_IN);
    }

    @Test
    void grantsWithoutAPersonAskAnewAndKeepNothing() {
        rig.vault.putPassword("work", Secret.of("hunter2"));
        rig.server.answersWith(() -> Server.rotated("a", "not-needed"));

        rig.token(Rig.account(new Grant.ClientCredentials()));
        assertThat(rig.server.lastWords()).isEqualTo("client credentials");
        assertThat(rig.vault.tokens("work")).isEmpty();
    }

    @Test
    void thePasswordGrantUsesTheVaultsPassword() {
        Account account = Rig.account(new Grant.Password());
        assertThat(rig.missing(account)).isInstanceOf(UpstreamFailure.ConsentNeeded.class);

        rig.vault.putPassword("work", Secret.of("hunter2"));
        rig.server.answersWith(() -> Server.granted("a"));
        assertThat(rig.token(account)).isEqualTo("a");
        assertThat(rig.server.lastWords()).isEqualTo("password hunter2");
    }

    @Test
    void theAddressesOfACatchAllAccountHaveTokensOfTheirOwn() {
        rig.server.answersWith(() -> Server.granted("a" + rig.server.requests()));
        Account ann = Rig.account("all", "ann@example.org", oauth());
        Account bob = Rig.account("all", "BOB@example.org", oauth());

        assertThat(rig.token(ann)).isEqualTo("a1");
        assertThat(rig.token(bob)).isEqualTo("a2");
        assertThat(rig.token(ann)).isEqualTo("a1");
    }

    private static Credential.Oauth oauth() {
        return Rig.oauth(new Grant.ClientCredentials(), "our-id");
    }

    @Test
    void closingWaitsForTheReplyThatMayHoldARotatedToken() {
        Account account = rig.signedIn();
        TokenEngine engine = new TokenEngine(rig.vault, rig.server, TokenListener.NONE);
        engine.rejected(account, Rig.oauth(account), Secret.of("a0"));
        engine.fetch(account, Rig.oauth(account));
        await().until(() -> rig.server.requests() == 1);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(engine::close);
        rig.server.answer(Server.rotated("a1", "r1"));
        closed.join();

        assertThat(rig.reopened().tokens("work").orElseThrow().revealText()).contains("\"r1\"");
        assertThat(engine.fetch(account, Rig.oauth(account)).toCompletableFuture()).isDone();
        engine.close();
    }
}
