package dev.postern.core.access;

import static dev.postern.core.access.AppAuthenticatorTest.whyNot;
import static dev.postern.core.access.Cast.ALICE;
import static dev.postern.core.access.Cast.BOB;
import static dev.postern.core.access.Cast.DESK;
import static dev.postern.core.access.Cast.LAPTOP;
import static dev.postern.core.access.Cast.PHONE;
import static dev.postern.core.access.Cast.TABLET;
import static dev.postern.core.access.Cast.choose;
import static dev.postern.core.access.Cast.issue;
import static dev.postern.core.access.Cast.source;
import static dev.postern.core.access.LoginThrottle.FIRST_DELAY;
import static dev.postern.core.access.LoginThrottle.FORGOTTEN_AFTER;
import static dev.postern.core.access.LoginThrottle.LONGEST_DELAY;
import static dev.postern.core.access.LoginThrottle.MOST_FAILURES;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Defect 16: unlimited guesses, and one counter for all users, so that one stale client slowed
 * everyone.
 */
final class LoginThrottleTest {

    private static final Secret CHOSEN = Secret.of("horse battery");
    private static final Verdict REFUSED =
            new Verdict.Throttled(Optional.of("alice"), LONGEST_DELAY);

    private final Verifiers.Issue laptop = issue(Verifiers.none(), LAPTOP);
    private final Verifiers verifiers =
            choose(
                    choose(laptop.verifiers(), LAPTOP, ALICE, CHOSEN.revealText()),
                    TABLET,
                    BOB,
                    CHOSEN.revealText());
    // Argon2id itself is tested elsewhere, and takes a second for each of these tests.
    private final Household house =
            new Household(verifiers, (hash, typed) -> Secret.copyOf(typed).equals(CHOSEN));

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void delaysEachFailureTwiceAsLongUpToALimit() {
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            delays.add(((Verdict.Denied) house.login("alice", "wrong guess")).delay());
        }

        assertThat(delays)
                .containsExactly(
                        FIRST_DELAY,
                        FIRST_DELAY.multipliedBy(2),
                        FIRST_DELAY.multipliedBy(4),
                        FIRST_DELAY.multipliedBy(8),
                        FIRST_DELAY.multipliedBy(16),
                        LONGEST_DELAY,
                        LONGEST_DELAY);
    }

    @Test
    void refusesToGuessOnAfterTenFailures() {
        house.fail("alice", DESK, MOST_FAILURES);

        assertThat(house.login("alice", "wrong guess")).isEqualTo(REFUSED);
    }

    @Test
    void looksAtNoChosenPasswordWhileItRefuses() {
        house.fail("alice", DESK, MOST_FAILURES);
        int before = house.slowHashes.get();

        assertThat(house.login("alice", CHOSEN)).isEqualTo(REFUSED);
        assertThat(house.slowHashes).hasValue(before);
    }

    @Test
    void looksAtNoRememberedLoginWhileItRefuses() {
        house.login("alice", CHOSEN);
        house.fail("alice", DESK, MOST_FAILURES);

        assertThat(house.login("alice", CHOSEN)).isEqualTo(REFUSED);
    }

    @Test
    void alwaysLetsARightGeneratedPasswordIn() {
        house.fail("alice", DESK, MOST_FAILURES);
        failGenerated(MOST_FAILURES);

        assertThat(house.login("alice", laptop.text())).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void refusesGeneratedPasswordsThatGoOnFailing() {
        failGenerated(MOST_FAILURES);

        assertThat(house.login("alice", "pst_")).isEqualTo(REFUSED);
    }

    @Test
    void doesNotLetAStaleGeneratedPasswordLockOutAChosenOne() {
        failGenerated(MOST_FAILURES);

        assertThat(house.login("alice", CHOSEN)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void refusesNoOtherAccount() {
        house.fail("alice", DESK, MOST_FAILURES);

        assertThat(house.login("bob", CHOSEN)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void refusesNoOtherSource() {
        house.fail("alice", DESK, MOST_FAILURES);

        assertThat(house.login("alice", CHOSEN, Protocol.IMAP, PHONE))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void countsAllUserNamesOfAnAccountTogether() {
        house.fail("alice", DESK, MOST_FAILURES - 1);
        house.fail("ALLY", DESK, 1);

        assertThat(house.login("Alice@example.com", CHOSEN)).isEqualTo(REFUSED);
    }

    @Test
    void forgetsFailuresAfterAWhile() {
        house.fail("alice", DESK, MOST_FAILURES);
        house.later(FORGOTTEN_AFTER.plusSeconds(1));

        assertThat(house.login("alice", CHOSEN)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void endsTheRefusalHoweverStubbornTheClient() {
        house.fail("alice", DESK, MOST_FAILURES);
        house.later(FORGOTTEN_AFTER.minusSeconds(1));
        house.fail("alice", DESK, 1);
        house.later(Duration.ofSeconds(2));

        assertThat(house.login("alice", CHOSEN)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void isNotClearedByTheSuccessOfANeighbour() {
        house.fail("alice", DESK, MOST_FAILURES - 1);
        house.login("alice", CHOSEN);
        house.fail("alice", DESK, 1);

        assertThat(house.login("alice", CHOSEN)).isEqualTo(REFUSED);
    }

    @Test
    void treatsAnUnknownUserLikeAKnownOne() {
        List<Duration> known = new ArrayList<>();
        List<Duration> unknown = new ArrayList<>();
        for (int i = 0; i < MOST_FAILURES; i++) {
            known.add(((Verdict.Denied) house.login("alice", "wrong guess")).delay());
            unknown.add(((Verdict.Denied) house.login("CAROL", "wrong guess")).delay());
        }

        assertThat(unknown).isEqualTo(known);
        assertThat(house.login("carol", "wrong guess"))
                .isEqualTo(new Verdict.Throttled(Optional.empty(), LONGEST_DELAY));
    }

    @Test
    void doesNotTellAnUnknownUserByTheFailuresOfAnother() {
        house.fail("carol", DESK, MOST_FAILURES);

        assertThat(whyNot(house.login("dave", "wrong guess"))).isEqualTo(Denial.UNKNOWN_USER);
    }

    @Test
    void takesAllOfAnIpv6NetworkForOneSource() {
        house.fail("alice", source("2001:db8:1:2::1"), MOST_FAILURES);

        assertThat(house.login("alice", CHOSEN, Protocol.IMAP, source("2001:db8:1:2:ffff::9")))
                .isEqualTo(REFUSED);
        assertThat(house.login("alice", CHOSEN, Protocol.IMAP, source("2001:db8:1:3::1")))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void takesAllOfLoopbackForOneSource() {
        house.fail("alice", source("127.0.0.1"), MOST_FAILURES);

        assertThat(house.login("alice", CHOSEN, Protocol.IMAP, source("127.1.2.3")))
                .isEqualTo(REFUSED);
        assertThat(house.login("alice", CHOSEN, Protocol.IMAP, source("::1"))).isEqualTo(REFUSED);
    }

    /** A program that nobody has told that its password was revoked. */
    @Test
    void aStaleSecretIsRefusedAloneAndSlowsOnlyItself() {
        Secret stale = revoked();
        for (int i = 0; i < MOST_FAILURES; i++) {
            house.login("alice", stale);
        }

        assertThat(house.login("alice", stale)).isEqualTo(REFUSED);
        assertThat(house.login("alice", issue(Verifiers.none(), LAPTOP).text()))
                .isInstanceOfSatisfying(
                        Verdict.Denied.class,
                        it -> assertThat(it.delay()).isEqualTo(FIRST_DELAY.multipliedBy(2)));
        assertThat(house.login("alice", laptop.text())).isInstanceOf(Verdict.Accepted.class);
        assertThat(house.login("alice", CHOSEN)).isInstanceOf(Verdict.Accepted.class);
    }

    private Secret revoked() {
        Verifiers.Issue stale = issue(verifiers, LAPTOP);
        house.authenticator.update(
                Cast.DIRECTORY, stale.verifiers().revoke(Set.of(stale.issued().id()), Cast.NOON));
        return stale.text();
    }

    @Test
    void localUsersAreSourcesOfTheirOwn() {
        house.localUser.set(1000);
        house.fail("alice", source("127.0.0.1"), MOST_FAILURES);
        assertThat(house.login("alice", CHOSEN, Protocol.IMAP, source("127.0.0.1")))
                .isEqualTo(
                        new Verdict.Throttled(
                                Optional.of("alice"), LONGEST_DELAY, Optional.of("1000")));

        house.localUser.set(1001);
        assertThat(house.login("alice", CHOSEN, Protocol.IMAP, source("127.0.0.1")))
                .isInstanceOf(Verdict.Accepted.class);
        assertThat(house.login("alice", laptop.text(), Protocol.IMAP, source("127.0.0.1")))
                .isInstanceOf(Verdict.Accepted.class);
    }

    private void failGenerated(int times) {
        for (int i = 0; i < times; i++) {
            house.login("alice", issue(Verifiers.none(), LAPTOP).text());
        }
    }
}
