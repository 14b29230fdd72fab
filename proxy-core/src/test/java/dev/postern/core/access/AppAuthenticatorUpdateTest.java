package dev.postern.core.access;

import static dev.postern.core.access.Cast.ALICE;
import static dev.postern.core.access.Cast.BOB;
import static dev.postern.core.access.Cast.DIRECTORY;
import static dev.postern.core.access.Cast.LAPTOP;
import static dev.postern.core.access.Cast.choose;
import static dev.postern.core.access.Cast.issue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(60)
final class AppAuthenticatorUpdateTest {

    private static final int UPDATES = 20_000;
    private static final String CHOSEN = "horse battery";

    /**
     * In one state the app and its password are alice's; in the other the app is bob's and the
     * password is unknown. A login as alice that mixed the two would be denied for a third reason.
     */
    @Test
    void aLoginSeesTheOldStateOrTheNewOneAndNeverAMixture() throws Exception {
        Verifiers.Issue issued = issue(Verifiers.none(), LAPTOP);
        Directory movedAway =
                new Directory(
                        List.of(ALICE, BOB), List.of(new App("laptop", "bob", LAPTOP.policy())));
        Set<Denial> possible = Set.of(Denial.UNKNOWN_SECRET);
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Household house = new Household(issued.verifiers())) {
            Future<Integer> logins =
                    threads.submit(() -> {
                        int seen = 0;
                        while (!ended.get()) {
                            switch (house.login("alice", issued.text())) {
                                case Verdict.Accepted accepted -> {
                                    assertThat(accepted.app()).isEqualTo(LAPTOP);
                                    assertThat(accepted.account()).isEqualTo(ALICE);
                                }
                                case Verdict.Denied denied ->
                                        assertThat(possible).contains(denied.why());
                                case Verdict.Throttled throttled -> {}
                            }
                            seen++;
                        }
                        return seen;
                    });
            for (int i = 0; i < UPDATES; i++) {
                house.authenticator.update(movedAway, Verifiers.none());
                house.authenticator.update(DIRECTORY, issued.verifiers());
                forgive(house);
            }
            ended.set(true);

            assertThat(logins.get(30, TimeUnit.SECONDS)).isPositive();
            assertThat(house.login("alice", issued.text())).isInstanceOf(Verdict.Accepted.class);
        } finally {
            ended.set(true);
            threads.shutdownNow();
        }
    }

    @Test
    void noChosenPasswordIsAcceptedOnceAnUpdateHasTakenItAway() throws Exception {
        Verifiers with = choose(Verifiers.none(), LAPTOP, ALICE, CHOSEN);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        AtomicBoolean ended = new AtomicBoolean();
        try (Household house = new Household(with, (hash, typed) -> true)) {
            Future<?> logins =
                    threads.submit(() -> {
                        while (!ended.get()) {
                            house.login("alice", CHOSEN);
                        }
                    });
            for (int i = 0; i < 1_000; i++) {
                house.authenticator.update(DIRECTORY, with);
                house.authenticator.update(DIRECTORY, Verifiers.none());

                assertThat(house.login("alice", CHOSEN)).isNotInstanceOf(Verdict.Accepted.class);
                forgive(house);
            }
            ended.set(true);
            logins.get(30, TimeUnit.SECONDS);
        } finally {
            ended.set(true);
            threads.shutdownNow();
        }
    }

    /** Otherwise all but the first ten denials would be throttling, which tells nothing. */
    private static void forgive(Household house) {
        house.later(LoginThrottle.FORGOTTEN_AFTER.plusSeconds(1));
    }
}
