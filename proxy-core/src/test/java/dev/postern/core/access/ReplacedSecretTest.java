package dev.postern.core.access;

import static dev.postern.core.access.Cast.DIRECTORY;
import static dev.postern.core.access.Cast.KEY;
import static dev.postern.core.access.Cast.LAPTOP;
import static dev.postern.core.access.Cast.NOON;
import static dev.postern.core.access.Cast.RANDOM;
import static dev.postern.core.access.Cast.SCANNER;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** An old secret beside the new one, until that is seen. */
final class ReplacedSecretTest {

    private static final Instant WEEK_LATER = NOON.plus(Duration.ofDays(7));

    private final Verifiers.Issue scanner = Cast.issue(Verifiers.none(), SCANNER);
    private final Verifiers.Issue old = Cast.issue(scanner.verifiers(), LAPTOP);
    private final Verifiers.Issue fresh = rotated(old.verifiers(), WEEK_LATER);
    private final Household house = new Household(fresh.verifiers());

    @AfterEach
    void close() {
        house.close();
    }

    private static Verifiers.Issue rotated(Verifiers verifiers, Instant end) {
        return verifiers.rotate("LAPTOP", SecretForm.USUAL, end, KEY, RANDOM, NOON);
    }

    private void assertAdmitted(Secret secret) {
        assertThat(house.login("alice", secret)).isInstanceOf(Verdict.Accepted.class);
    }

    private void assertSuperseded(Secret secret) {
        assertThat(house.login("alice", secret))
                .isInstanceOfSatisfying(
                        Verdict.Denied.class,
                        it -> assertThat(it.why()).isEqualTo(Denial.SUPERSEDED_SECRET));
    }

    @Test
    void theOldOneLetsInUntilTheNewOneIsSeen() {
        assertAdmitted(old.text());
        assertAdmitted(old.text());
        assertThat(house.replacementsSeen).isEmpty();

        assertAdmitted(fresh.text());

        assertSuperseded(old.text());
        assertAdmitted(fresh.text());
        assertThat(house.replacementsSeen).contains(fresh.issued().id());
    }

    @Test
    void theOldOneLetsInUntilItsTimeIsOver() {
        house.itIs(WEEK_LATER.minusNanos(1));
        assertAdmitted(old.text());

        house.itIs(WEEK_LATER);
        assertSuperseded(old.text());
        assertThat(fresh.verifiers().overdue(WEEK_LATER)).hasSize(1);
    }

    /** The file is written by another thread, and may be read again before it is. */
    @Test
    void whatHasEndedStaysSoThoughAnUpdateDoesNotKnowYet() {
        house.login("alice", fresh.text());
        house.authenticator.update(DIRECTORY, fresh.verifiers());

        assertSuperseded(old.text());
    }

    @Test
    void itIsToldAgainUntilTheFileSaysIt() {
        house.login("alice", fresh.text());
        house.login("alice", fresh.text());
        assertThat(house.replacementsSeen).hasSize(2);

        house.authenticator.update(
                DIRECTORY, fresh.verifiers().revoke(Set.of(old.issued().id()), NOON));
        house.login("alice", fresh.text());
        assertThat(house.replacementsSeen).hasSize(2);
    }

    @Test
    void aNewOneThatIsRefusedEndsNothing() {
        house.login("bob", fresh.text());

        assertAdmitted(old.text());
    }

    @Test
    void replacingTwiceLeavesTheFirstItsTimeAndEndsBothWhenTheThirdIsSeen() {
        Verifiers.Issue third = rotated(fresh.verifiers(), WEEK_LATER.plusSeconds(60));
        house.authenticator.update(DIRECTORY, third.verifiers());
        assertThat(third.verifiers().issued(old.issued().id()).orElseThrow().ends())
                .hasValue(WEEK_LATER);

        assertAdmitted(fresh.text());
        assertSuperseded(old.text());
        assertAdmitted(fresh.text());
        assertAdmitted(third.text());
        assertSuperseded(fresh.text());
    }

    @Test
    void noOtherAppNoticesAnything() {
        house.login("alice", fresh.text());

        assertThat(house.login("alice", scanner.text(), Protocol.SMTP, Cast.DESK))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void theFileKeepsIt() throws Exception {
        Verifiers read = Verifiers.fromJson(fresh.verifiers().toJson());

        assertThat(read.issued()).isEqualTo(fresh.verifiers().issued());
        assertThat(read.supersededBy(fresh.issued())).hasSize(1);
        assertThat(read.overlapOf("laptop", NOON)).hasValue(WEEK_LATER);
        assertThat(read.overlapOf("laptop", WEEK_LATER)).isEmpty();
    }
}
