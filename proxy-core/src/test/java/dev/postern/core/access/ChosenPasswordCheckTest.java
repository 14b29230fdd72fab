package dev.postern.core.access;

import static dev.postern.core.access.AppAuthenticatorTest.whyNot;
import static dev.postern.core.access.Cast.ALICE;
import static dev.postern.core.access.Cast.DESK;
import static dev.postern.core.access.Cast.DIRECTORY;
import static dev.postern.core.access.Cast.LAPTOP;
import static dev.postern.core.access.Cast.NOON;
import static dev.postern.core.access.Cast.PHONE;
import static dev.postern.core.access.Cast.attempt;
import static dev.postern.core.access.Cast.choose;
import static dev.postern.core.access.Cast.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

@Timeout(30)
final class ChosenPasswordCheckTest {

    private static final Secret CHOSEN = Secret.of("horse battery");
    private static final Verdict BUSY = new Verdict.Throttled(AppAuthenticator.BUSY_DELAY);

    private final Verifiers.Issue laptop = issue(Verifiers.none(), LAPTOP);
    private final Verifiers verifiers =
            choose(laptop.verifiers(), LAPTOP, ALICE, CHOSEN.revealText());

    /** Lets nothing through until it is opened. */
    private final CountDownLatch gate = new CountDownLatch(1);

    private final AtomicReference<Thread> worker = new AtomicReference<>();

    @Test
    void answersOnAnotherThreadAndReturnsAtOnce() throws Exception {
        try (Household house = held()) {
            // With the gate shut, a verify that waited would never return.
            CompletableFuture<Verdict> verdict = start(house, "alice", CHOSEN, DESK);
            assertThat(verdict).isNotDone();

            gate.countDown();

            assertThat(verdict.get(10, TimeUnit.SECONDS)).isInstanceOf(Verdict.Accepted.class);
            assertThat(worker.get()).isNotSameAs(Thread.currentThread());
        }
    }

    @Test
    void lettingAGeneratedPasswordInWaitsForNoChosenOne() {
        try (Household house = held()) {
            start(house, "alice", CHOSEN, DESK);

            assertThat(start(house, "alice", laptop.text(), DESK)).isCompleted();
            gate.countDown();
        }
    }

    @Test
    void theCallerMayWipeTheSecretAtOnce() throws Exception {
        try (Household house = held()) {
            Secret typed = Secret.of(CHOSEN.revealText());
            CompletableFuture<Verdict> verdict = start(house, "alice", typed, DESK);
            typed.wipe();
            gate.countDown();

            assertThat(verdict.get(10, TimeUnit.SECONDS)).isInstanceOf(Verdict.Accepted.class);
        }
    }

    @Test
    void oneSourceCanFillNoMoreThanItsShareOfTheQueue() throws Exception {
        try (Household house = held()) {
            fill(house, DESK, ChosenPasswordCheck.MOST_WAITING_OF_ONE_ORIGIN);

            assertThat(start(house, "alice", CHOSEN, DESK)).isCompletedWithValue(BUSY);
            CompletableFuture<Verdict> other = start(house, "alice", CHOSEN, PHONE);
            assertThat(other).isNotDone();
            gate.countDown();
            assertThat(other.get(10, TimeUnit.SECONDS)).isInstanceOf(Verdict.Accepted.class);
        }
    }

    @Test
    void allSourcesTogetherCannotQueueWithoutLimit() {
        try (Household house = held()) {
            int started = 0;
            for (int source = 1;
                    !start(house, "alice", CHOSEN, numbered(source)).isDone();
                    source++) {
                started++;
                assertThat(started).isLessThanOrEqualTo(ChosenPasswordCheck.MOST_WAITING + 1);
            }

            assertThat(start(house, "alice", CHOSEN, DESK)).isCompletedWithValue(BUSY);
            gate.countDown();
        }
    }

    @Test
    void aFullQueueIsEmptyAgainOnceItsWorkIsDone() throws Exception {
        try (Household house = held()) {
            List<CompletableFuture<Verdict>> waiting =
                    fill(house, DESK, ChosenPasswordCheck.MOST_WAITING_OF_ONE_ORIGIN);
            gate.countDown();
            CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new))
                    .get(10, TimeUnit.SECONDS);
            // So that the next one has to queue.
            house.authenticator.update(DIRECTORY, verifiers);

            assertThat(house.login("alice", CHOSEN)).isInstanceOf(Verdict.Accepted.class);
        }
    }

    /** Defect 16, by many connections at once. */
    @Test
    void whatWaitedWhileOthersFailedIsNotVerified() throws Exception {
        try (Household house = held()) {
            List<CompletableFuture<Verdict>> guesses = new ArrayList<>();
            for (int i = 0; i < 2 * LoginThrottle.MOST_FAILURES; i++) {
                guesses.add(start(house, "alice", Secret.of("wrong guess " + i), DESK));
            }
            gate.countDown();
            CompletableFuture.allOf(guesses.toArray(CompletableFuture[]::new))
                    .get(10, TimeUnit.SECONDS);

            // The next check begins before the verdict on the one before is counted: at most one.
            assertThat(house.slowHashes.get())
                    .isBetween(LoginThrottle.MOST_FAILURES, LoginThrottle.MOST_FAILURES + 1);
        }
    }

    @Test
    void tenConnectionsOfOneProgramCostOneHash() throws Exception {
        try (Household house = held()) {
            List<CompletableFuture<Verdict>> connections = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                connections.add(start(house, "alice", CHOSEN, DESK));
            }
            gate.countDown();
            CompletableFuture.allOf(connections.toArray(CompletableFuture[]::new))
                    .get(10, TimeUnit.SECONDS);

            assertThat(house.slowHashes).hasValue(1);
        }
    }

    @Test
    void aPasswordThatIsRevokedWhileItIsVerifiedLetsNobodyIn() throws Exception {
        try (Household house = held()) {
            CompletableFuture<Verdict> verdict = start(house, "alice", CHOSEN, DESK);
            house.authenticator.update(DIRECTORY, verifiers.revokeApp("laptop", NOON));
            gate.countDown();

            assertThat(whyNot(verdict.get(10, TimeUnit.SECONDS))).isEqualTo(Denial.UNKNOWN_SECRET);
        }
    }

    @Test
    void aPasswordThatIsReplacedWhileItIsVerifiedLetsNobodyIn() throws Exception {
        try (Household house = held()) {
            CompletableFuture<Verdict> verdict = start(house, "alice", CHOSEN, DESK);
            house.authenticator.update(
                    DIRECTORY, choose(verifiers, LAPTOP, ALICE, "another horse"));
            gate.countDown();

            assertThat(whyNot(verdict.get(10, TimeUnit.SECONDS))).isEqualTo(Denial.UNKNOWN_SECRET);
        }
    }

    @Test
    void anUnknownUserCostsOneHashLikeAKnownOne() {
        try (Household house = open()) {
            house.login("carol", "wrong guess");

            assertThat(house.slowHashes).hasValue(1);
        }
    }

    @Test
    void noDecoyEverMatches() {
        try (Household house = new Household(verifiers)) {
            assertThat(whyNot(house.login("carol", CHOSEN))).isEqualTo(Denial.UNKNOWN_USER);
            assertThat(whyNot(house.login("bob", CHOSEN))).isEqualTo(Denial.UNKNOWN_SECRET);
        }
    }

    @Test
    void nobodyCostsAHashWhereNoPasswordWasChosen() {
        try (Household house = new Household(laptop.verifiers(), (hash, typed) -> true)) {
            house.login("carol", "wrong guess");
            house.login("alice", "wrong guess");

            assertThat(house.slowHashes).hasValue(0);
        }
    }

    @Test
    void noGeneratedPasswordEverCostsAHash() {
        try (Household house = open()) {
            house.login("alice", laptop.text());
            house.login("alice", issue(Verifiers.none(), LAPTOP).text());
            house.login("alice", "pst_mistyped");
            house.login("carol", laptop.text());

            assertThat(house.slowHashes).hasValue(0);
        }
    }

    @Test
    void whatComesAfterTheEndIsTurnedAway() {
        Household house = open();
        house.close();

        assertThat(start(house, "alice", CHOSEN, DESK)).isCompletedWithValue(BUSY);
    }

    private Household open() {
        gate.countDown();
        return held();
    }

    private Household held() {
        return new Household(
                verifiers,
                (hash, typed) -> {
                    worker.set(Thread.currentThread());
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    return Secret.copyOf(typed).equals(CHOSEN);
                });
    }

    private static List<CompletableFuture<Verdict>> fill(
            Household house, Source source, int times) {
        List<CompletableFuture<Verdict>> waiting = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            waiting.add(start(house, "alice", CHOSEN, source));
            assertThat(waiting.getLast()).isNotDone();
        }
        return waiting;
    }

    private static CompletableFuture<Verdict> start(
            Household house, String user, Secret secret, Source source) {
        return house.authenticator
                .verify(attempt(user, secret), Protocol.IMAP, source)
                .toCompletableFuture();
    }

    private static Source numbered(int number) {
        return Cast.source("198.51.100." + number);
    }
}
