package dev.postern.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.credential.CredentialOutcome;
import dev.postern.core.credential.CredentialOutcome.Available;
import dev.postern.core.credential.CredentialOutcome.Missing;
import dev.postern.core.login.UpstreamFailure.ConsentNeeded;
import dev.postern.core.login.UpstreamFailure.Unavailable;
import dev.postern.core.oauth.SignInOutcome;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateLock;
import dev.postern.core.state.Vault;
import dev.postern.core.token.RotatingServer.Manner;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills a process that does nothing but rotate refresh tokens, at any instant, again and again on
 * the same vault; then looks what a restart finds.
 */
@Timeout(180)
final class KilledRotationTest {

    private static final int TRIALS = 400;

    /** On a slow or busy machine it is fewer trials. */
    private static final Duration ENOUGH = Duration.ofSeconds(60);

    private static final int FEWEST = 20;

    /** So that the next one is there when one was killed; starting costs most of the time. */
    private static final int STANDING_BY = 3;

    /** A write to the vault takes a few milliseconds: kills fall before, into and after it. */
    private static final int LONGEST_PAUSE_MICROS = 8_000;

    @TempDir Path directory;

    private final Random random = new Random(20261123);
    private final RotatingServer server = new RotatingServer();
    private final Account account = Rig.account();
    private final Deque<Process> standingBy = new ArrayDeque<>();
    private Duration elapsed = Duration.ZERO;
    private String lastGiven = "none";
    private int usable;
    private int consentNeeded;

    @AfterEach
    void endTheRest() {
        standingBy.forEach(Process::destroyForcibly);
    }

    @Test
    void aKillAtAnyInstantLeavesAUsableAccountOrOneThatNeedsConsent() throws Exception {
        restart(Manner.VOIDS_AT_ONCE);
        usable = 0;
        consentNeeded = 0;
        long start = System.nanoTime();
        int trials = 0;
        while (trials < TRIALS && System.nanoTime() - start < ENOUGH.toNanos()) {
            Manner manner =
                    random.nextBoolean()
                            ? Manner.VOIDS_AT_ONCE
                            : Manner.VOIDS_WHEN_THE_NEW_ONE_IS_USED;
            server.behaves(manner);
            rotateAndKill();
            restart(manner);
            trials++;
        }
        System.out.printf(
                "%d kills: %d left a usable account, %d one that needs consent%n",
                trials, usable, consentNeeded);
        assertThat(trials).isGreaterThanOrEqualTo(FEWEST);
        assertThat(usable).isPositive();
        assertThat(consentNeeded).isPositive();
    }

    /** Lets a process rotate a few times, and kills it around the last. */
    private void rotateAndKill() throws Exception {
        Process child = next();
        boolean killed = false;
        int last = 1 + random.nextInt(6);
        boolean delivered = random.nextInt(4) > 0;
        int asked = 0;
        try (BufferedReader said = child.inputReader();
                BufferedWriter answers = child.outputWriter()) {
            assertThat(said.readLine()).isEqualTo("ready");
            tell(answers, elapsed.toString());
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("given")) {
                    lastGiven = words[1];
                } else if (words[0].equals("ask") && killed) {
                    // What it said with its last breath may have reached the server, or not.
                    if (random.nextBoolean()) {
                        server.refresh(words[1]);
                    }
                } else {
                    assertThat(words[0]).isEqualTo("ask");
                    asked++;
                    String reply = server.refresh(words[1]).orElse("invalid_grant");
                    if (asked < last || delivered) {
                        tell(answers, reply);
                    }
                    if (asked == last) {
                        LockSupport.parkNanos(1_000L * random.nextInt(LONGEST_PAUSE_MICROS));
                        child.destroyForcibly();
                        killed = true;
                    }
                }
            }
        } catch (IOException brokenPipe) {
            // Closing flushes nothing to nobody.
            assertThat(killed).isTrue();
        }
        assertThat(killed).isTrue();
        child.waitFor();
    }

    private static void tell(BufferedWriter answers, String line) throws IOException {
        answers.write(line + "\n");
        answers.flush();
    }

    /** What the next start finds: the vault opens, and the account works or asks for a person. */
    private void restart(Manner manner) {
        // More than a child's hours.
        elapsed = elapsed.plusDays(2);
        HandTime time = new HandTime();
        time.setWall(elapsed);
        try (StateLock lock = StateLock.acquire(Rotator.state(directory))) {
            Vault vault = Vault.open(lock, Rotator.key(directory));
            TokenEngine engine =
                    new TokenEngine(
                            vault, server, TokenListener.NONE, time.timing(), time.threads());
            switch (settled(engine, time)) {
                case Available available -> {
                    assertThat(server.gave(available.secret().revealText())).isTrue();
                    usable++;
                }
                case Missing missing -> {
                    assertThat(missing.failure()).isInstanceOf(ConsentNeeded.class);
                    assertThat(manner).isEqualTo(Manner.VOIDS_AT_ONCE);
                    assertThat(lastGiven)
                            .as("whoever had an access token, its refresh token is on the disk")
                            .isNotEqualTo(server.lastAccessToken());
                    consentNeeded++;
                    signIn(engine);
                }
            }
        }
    }

    private CredentialOutcome settled(TokenEngine engine, HandTime time) {
        CredentialOutcome outcome = fetched(engine);
        for (int second = 0; second < 100 && isTransient(outcome); second++) {
            time.advance(Duration.ofSeconds(1));
            outcome = fetched(engine);
        }
        return outcome;
    }

    private static boolean isTransient(CredentialOutcome outcome) {
        return outcome instanceof Missing missing && missing.failure() instanceof Unavailable;
    }

    private CredentialOutcome fetched(TokenEngine engine) {
        return engine.fetch(account, Rig.oauth(account)).toCompletableFuture().join();
    }

    private void signIn(TokenEngine engine) {
        TokenRequest code =
                new TokenRequest.Code(
                        Secret.of("code"),
                        Secret.of("verifier"),
                        AuthorizationServer.USUAL_REDIRECT);
        assertThat(engine.redeem(account, Rig.oauth(account), code).toCompletableFuture().join())
                .isInstanceOf(SignInOutcome.SignedIn.class);
        assertThat(fetched(engine)).isInstanceOf(Available.class);
    }

    private Process next() throws IOException {
        while (standingBy.size() < STANDING_BY) {
            standingBy.add(started());
        }
        return standingBy.remove();
    }

    private Process started() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Rotator.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
