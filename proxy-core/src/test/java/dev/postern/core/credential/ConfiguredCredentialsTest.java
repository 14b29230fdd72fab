package dev.postern.core.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.core.account.Account;
import dev.postern.core.account.SecretKind;
import dev.postern.core.credential.CredentialOutcome.Available;
import dev.postern.core.credential.CredentialOutcome.Freshness;
import dev.postern.core.credential.CredentialOutcome.Missing;
import dev.postern.core.login.UpstreamFailure.ConsentNeeded;
import dev.postern.core.login.UpstreamFailure.Unavailable;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.KeyFile;
import dev.postern.core.state.StateDirectory;
import dev.postern.core.state.StateLock;
import dev.postern.core.state.Vault;
import dev.postern.core.testing.log.LogRecorder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(60)
final class ConfiguredCredentialsTest {

    private static final String TOKEN = "ya29.never-to-be-seen";

    @TempDir Path temporary;

    private final AtomicLong nanoseconds = new AtomicLong();
    private final Tokens tokens = new Tokens();
    private StateLock lock;
    private Vault vault;
    private ConfiguredCredentials credentials;

    @BeforeEach
    void openTheVault() {
        lock = StateLock.acquire(StateDirectory.open(temporary.resolve("state")));
        vault = Vault.open(lock, new KeyFile(temporary.resolve("data/vault.key")));
        credentials = new ConfiguredCredentials(vault, tokens, nanoseconds::get);
    }

    @AfterEach
    void leaveTheLock() {
        credentials.close();
        lock.close();
    }

    @Test
    void tokensAreTheTokenSourcesAffair() {
        Account account = Accounts.oauth();

        assertThat(available(fetch(account)).secret()).isEqualTo(Secret.of("fetched for work"));
        credentials.rejected(account, Secret.of("fetched for work"));
        assertThat(tokens.rejected).containsExactly(Secret.of("fetched for work"));
    }

    @Test
    void aPasswordComesFromTheVault() {
        vault.putPassword("work", Secret.of("hunter2"));

        assertThat(fetch(Accounts.stored()))
                .isEqualTo(
                        new Available(
                                Secret.of("hunter2"), SecretKind.PASSWORD, Freshness.NOT_REJECTED));
    }

    @Test
    void anAccountWithoutAPasswordNeedsAPerson() {
        assertThat(fetch(Accounts.stored()))
                .isInstanceOfSatisfying(
                        Missing.class,
                        missing ->
                                assertThat(missing.failure())
                                        .isInstanceOf(ConsentNeeded.class)
                                        .extracting("detail")
                                        .asString()
                                        .contains("account work"));
    }

    @Test
    void aRejectedPasswordStaysInTheVaultAndIsKnownAsRejected() { // defect 15
        vault.putPassword("work", Secret.of("hunter2"));
        credentials.rejected(Accounts.stored(), Secret.of("hunter2"));

        assertThat(available(fetch(Accounts.stored())).freshness()).isEqualTo(Freshness.REJECTED);
        assertThat(vault.password("work")).contains(Secret.of("hunter2"));
    }

    @Test
    void aPasswordThatAPersonChangedAfterItsRejectionIsWorthATry() {
        vault.putPassword("work", Secret.of("hunter2"));
        credentials.rejected(Accounts.stored(), Secret.of("hunter2"));
        vault.putPassword("work", Secret.of("hunter3"));

        assertThat(available(fetch(Accounts.stored())).freshness())
                .isEqualTo(Freshness.NOT_REJECTED);
    }

    @Test
    void fiveLoginsAtOnceAreOneRun() throws IOException { // defect 6
        Path go = temporary.resolve("go");
        Account account =
                Accounts.shell(
                        "echo run >> '%s'; while [ ! -e '%s' ]; do sleep 0.02; done; echo token"
                                .formatted(runs(), go));
        List<CompletionStage<CredentialOutcome>> logins = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            logins.add(credentials.fetch(account));
        }
        Files.createFile(go);

        assertThat(logins)
                .allSatisfy(login -> assertThat(join(login)).isInstanceOf(Available.class));
        assertThat(Files.readAllLines(runs())).hasSize(1);
    }

    @Test
    void whoWipesItsCopyTakesItFromNobody() {
        Account account = Accounts.shell("echo token");
        available(fetch(account)).secret().wipe();

        assertThat(available(fetch(account)).secret()).isEqualTo(Secret.of("token"));
    }

    @Test
    void aCredentialIsRememberedForMinutesOnly() {
        Account account = counting();
        assertThat(available(fetch(account)).secret()).isEqualTo(Secret.of("token1"));
        assertThat(available(fetch(account)).secret()).isEqualTo(Secret.of("token1"));

        // The cache may note the time of an outcome a moment after we have it.
        await().untilAsserted(() -> {
            nanoseconds.addAndGet(CommandSecrets.REMEMBERED_FOR.toNanos());
            assertThat(available(fetch(account)).secret()).isNotEqualTo(Secret.of("token1"));
        });
    }

    @Test
    void aFailureIsNotRemembered() throws IOException {
        Path token = temporary.resolve("token");
        Account account = Accounts.shell("cat '%s'".formatted(token));
        assertThat(failure(account)).isInstanceOf(Unavailable.class);
        Files.writeString(token, "token");

        assertThat(available(fetch(account)).secret()).isEqualTo(Secret.of("token"));
    }

    @Test
    void aRejectedTokenIsNotUsedAgain() { // defect 5
        Account account = counting();
        Secret rejected = available(fetch(account)).secret();
        credentials.rejected(account, rejected);

        assertThat(fetch(account))
                .isEqualTo(
                        new Available(
                                Secret.of("token2"), SecretKind.TOKEN, Freshness.NOT_REJECTED));
    }

    @Test
    void theSameTokenAgainIsKnownAsRejectedAndNotRemembered() throws IOException { // defect 5
        Account account = Accounts.shell("echo run >> '%s'; echo token".formatted(runs()));
        credentials.rejected(account, available(fetch(account)).secret());

        assertThat(available(fetch(account)).freshness()).isEqualTo(Freshness.REJECTED);
        assertThat(available(fetch(account)).freshness()).isEqualTo(Freshness.REJECTED);
        assertThat(Files.readAllLines(runs())).hasSize(3);
    }

    @Test
    void aLateRejectionOfAnOlderTokenLeavesTheNewer() {
        Account account = counting();
        Secret older = available(fetch(account)).secret();
        credentials.rejected(account, older);
        fetch(account);
        credentials.rejected(account, older);

        assertThat(available(fetch(account)).secret()).isEqualTo(Secret.of("token2"));
    }

    @Test
    void aRejectionDuringARunThatBringsTheSameTokenKeepsItFromBeingRemembered()
            throws IOException { // defect 5
        Path go = temporary.resolve("go");
        Account account =
                Accounts.shell(
                        "echo run >> '%s'; while [ ! -e '%s' ]; do sleep 0.02; done; echo token"
                                .formatted(runs(), go));
        CompletionStage<CredentialOutcome> running = credentials.fetch(account);
        credentials.rejected(account, Secret.of("token"));
        Files.createFile(go);

        assertThat(available(join(running)).freshness()).isEqualTo(Freshness.REJECTED);
        fetch(account);
        assertThat(Files.readAllLines(runs())).hasSize(2);
    }

    @Test
    void aRejectionIsForgottenAfterMinutes() {
        Account account = Accounts.shell("echo token");
        credentials.rejected(account, available(fetch(account)).secret());
        nanoseconds.addAndGet(Duration.ofMinutes(6).toNanos());

        assertThat(available(fetch(account)).freshness()).isEqualTo(Freshness.NOT_REJECTED);
    }

    @Test
    void closingEndsTheCommandsThatRun() throws IOException {
        Path pid = temporary.resolve("pid");
        CompletionStage<CredentialOutcome> running =
                credentials.fetch(Accounts.shell("echo $$ > '%s'; exec sleep 300".formatted(pid)));
        await().until(() -> Files.exists(pid) && Files.size(pid) > 0);
        credentials.close();

        assertThat(join(running)).isInstanceOf(Missing.class);
    }

    @Test
    void closingAnswersForTheCommandsThatHaveNotRunYet() {
        List<CompletionStage<CredentialOutcome>> logins = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            logins.add(credentials.fetch(Accounts.shell("sleep 300 # " + i)));
        }
        credentials.close();

        assertThat(logins).allSatisfy(login -> assertThat(join(login)).isInstanceOf(Missing.class));
    }

    @Test
    void nothingThatACommandPrintsIsLogged() { // defect 23
        fetch(Accounts.shell("echo %s; echo %s >&2".formatted(TOKEN, TOKEN)));
        fetch(Accounts.shell("echo %s; exit 1".formatted(TOKEN)));

        assertThat(LogRecorder.lines()).noneMatch(line -> line.contains(TOKEN));
    }

    private Path runs() {
        return temporary.resolve("runs");
    }

    /** Prints another token at each run. */
    private Account counting() {
        return Accounts.shell("echo run >> '%1$s'; echo token$(wc -l < '%1$s')".formatted(runs()));
    }

    private CredentialOutcome fetch(Account account) {
        return join(credentials.fetch(account));
    }

    private Unavailable failure(Account account) {
        return (Unavailable) ((Missing) fetch(account)).failure();
    }

    private static Available available(CredentialOutcome outcome) {
        assertThat(outcome).isInstanceOf(Available.class);
        return (Available) outcome;
    }

    private static CredentialOutcome join(CompletionStage<CredentialOutcome> outcome) {
        return outcome.toCompletableFuture().orTimeout(40, TimeUnit.SECONDS).join();
    }
}
