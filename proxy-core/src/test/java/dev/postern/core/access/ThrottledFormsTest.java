package dev.postern.core.access;

import static dev.postern.core.access.Cast.ALICE;
import static dev.postern.core.access.Cast.DESK;
import static dev.postern.core.access.Cast.KEY;
import static dev.postern.core.access.Cast.LAPTOP;
import static dev.postern.core.access.Cast.NOON;
import static dev.postern.core.access.Cast.RANDOM;
import static dev.postern.core.access.Cast.choose;
import static dev.postern.core.access.LoginThrottle.FIRST_DELAY;
import static dev.postern.core.access.LoginThrottle.MOST_FAILURES;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What throttling does to compact secrets, which look like chosen passwords, and to those. */
final class ThrottledFormsTest {

    private static final Secret CHOSEN = Secret.of("horse battery");

    private final Verifiers.Issue stale =
            Verifiers.none().issue("laptop", SecretForm.COMPACT, KEY, RANDOM, NOON);
    private final Verifiers.Issue compact =
            stale.verifiers()
                    .revokeApp("laptop", NOON)
                    .issue("laptop", SecretForm.COMPACT, KEY, RANDOM, NOON);
    private final Household house =
            new Household(
                    choose(compact.verifiers(), LAPTOP, ALICE, CHOSEN.revealText()),
                    (hash, typed) -> Secret.copyOf(typed).equals(CHOSEN));

    @AfterEach
    void close() {
        house.close();
    }

    private void assertAccepted(Secret secret) {
        assertThat(house.login("alice", secret)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void aRightCompactSecretIsLetInHoweverOftenOthersFail() {
        house.fail("alice", DESK, MOST_FAILURES + 1);
        for (int i = 0; i <= MOST_FAILURES; i++) {
            house.login("alice", stale.text());
        }

        assertAccepted(compact.text());
    }

    @Test
    void aStaleCompactSecretSlowsOnlyItself() {
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < MOST_FAILURES; i++) {
            delays.add(((Verdict.Denied) house.login("alice", stale.text())).delay());
        }

        assertThat(delays).startsWith(FIRST_DELAY, FIRST_DELAY.multipliedBy(2)).isSorted();
        assertThat(house.login("alice", stale.text())).isInstanceOf(Verdict.Throttled.class);
        assertAccepted(CHOSEN);
        assertAccepted(compact.text());
    }

    /** It can't be told from a guess at a chosen password. */
    @Test
    void aMistypedCompactSecretCountsAsAGuess() {
        String text = compact.text().revealText();
        Secret mistyped = Secret.of(text.substring(0, 7) + "18" + text.substring(9));
        for (int i = 0; i < MOST_FAILURES; i++) {
            house.login("alice", mistyped);
        }

        assertThat(house.login("alice", mistyped)).isInstanceOf(Verdict.Throttled.class);
        assertThat(house.login("alice", CHOSEN)).isInstanceOf(Verdict.Throttled.class);
        assertAccepted(compact.text());
    }

    /**
     * A guess names no app, and the one password of an account may be for both protocols: who
     * counted them apart would give twice as many.
     */
    @Test
    void guessesAtChosenPasswordsCountForTheirAccountWhateverTheProtocol() {
        for (int i = 0; i < MOST_FAILURES; i++) {
            house.login("alice", Secret.of("a guess " + i), Protocol.SMTP, DESK);
        }

        assertThat(house.login("alice", CHOSEN)).isInstanceOf(Verdict.Throttled.class);
        assertThat(house.login("alice", CHOSEN, Protocol.IMAP, Cast.PHONE))
                .isInstanceOf(Verdict.Accepted.class);
    }
}
