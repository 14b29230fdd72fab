package dev.postern.core.access;

import static dev.postern.core.access.AppAuthenticatorTest.whyNot;
import static dev.postern.core.access.Cast.ALICE;
import static dev.postern.core.access.Cast.DIRECTORY;
import static dev.postern.core.access.Cast.LAPTOP;
import static dev.postern.core.access.Cast.NOON;
import static dev.postern.core.access.Cast.choose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;

final class RememberedLoginTest {

    private static final Secret CHOSEN = Secret.of("horse battery");

    private final Verifiers verifiers =
            choose(Verifiers.none(), LAPTOP, ALICE, CHOSEN.revealText());

    @Test
    void aRightPasswordIsRememberedForMinutesOnly() {
        try (Household house = open()) {
            house.login("alice", CHOSEN);
            house.login("alice", CHOSEN);
            assertThat(house.slowHashes).hasValue(1);

            house.later(ChosenPasswordCheck.REMEMBERED_FOR.plusSeconds(1));
            house.login("alice", CHOSEN);

            assertThat(house.slowHashes).hasValue(2);
        }
    }

    @Test
    void aRememberedLoginIsDroppedWhenItsPasswordIsRevoked() {
        try (Household house = open()) {
            house.login("alice", CHOSEN);
            house.authenticator.update(DIRECTORY, verifiers.revokeApp("laptop", NOON));

            assertThat(whyNot(house.login("alice", CHOSEN))).isEqualTo(Denial.UNKNOWN_SECRET);
        }
    }

    @Test
    void aRememberedLoginIsForgottenWithEveryChange() {
        try (Household house = open()) {
            house.login("alice", CHOSEN);
            house.authenticator.update(DIRECTORY, verifiers);
            house.login("alice", CHOSEN);

            assertThat(house.slowHashes).hasValue(2);
        }
    }

    @Test
    void aRememberedLoginIsWorthNothingOnceAnotherPasswordIsChosen() {
        try (Household house = new Household(verifiers)) {
            house.login("alice", CHOSEN);
            house.authenticator.update(
                    DIRECTORY, choose(verifiers, LAPTOP, ALICE, "another horse"));

            assertThat(whyNot(house.login("alice", CHOSEN))).isEqualTo(Denial.UNKNOWN_SECRET);
            assertThat(house.login("alice", "another horse")).isInstanceOf(Verdict.Accepted.class);
        }
    }

    private Household open() {
        return new Household(verifiers, (hash, typed) -> Secret.copyOf(typed).equals(CHOSEN));
    }
}
