package dev.postern.core.access;

import static dev.postern.core.access.Cast.ALICE;
import static dev.postern.core.access.Cast.BOB;
import static dev.postern.core.access.Cast.BOTH;
import static dev.postern.core.access.Cast.KEY;
import static dev.postern.core.access.Cast.LAPTOP;
import static dev.postern.core.access.Cast.NOON;
import static dev.postern.core.access.Cast.RANDOM;
import static dev.postern.core.access.Cast.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.UserBinding.Strictness;
import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Nobody learns from an answer, its time or its work why a login was refused. */
final class EqualAnswersTest {

    private final Verifiers.Issue laptop = Cast.issue(Verifiers.none(), LAPTOP);

    enum Wrong {
        UNKNOWN_USER,
        UNKNOWN_SECRET,
        MISTYPED,
        REVOKED,
        SUPERSEDED,
        DECOY,
        EXPIRED,
        SOURCE,
        OTHER_USER,
        PROTOCOL,
        OTHER_ACCOUNT
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void whateverWasWrongIsAnsweredAfterTheSameDelaysAndTheSameWork(Wrong wrong) {
        List<Object> expected = answers(Wrong.UNKNOWN_SECRET);

        assertThat(answers(wrong)).isEqualTo(expected);
    }

    static Stream<Wrong> wrongs() {
        return Stream.of(Wrong.values());
    }

    private List<Object> answers(Wrong wrong) {
        Verifiers.Issue decoy =
                laptop.verifiers().issue("laptop", SecretForm.DECOY, KEY, RANDOM, NOON);
        Verifiers verifiers =
                switch (wrong) {
                    case UNKNOWN_SECRET -> Verifiers.none();
                    case REVOKED -> laptop.verifiers().revokeApp("laptop", NOON);
                    case SUPERSEDED ->
                            laptop.verifiers()
                                    .rotate("laptop", SecretForm.USUAL, NOON, KEY, RANDOM, NOON)
                                    .verifiers();
                    default -> decoy.verifiers();
                };
        AppPolicy policy =
                switch (wrong) {
                    case EXPIRED -> policy(List.of(), Optional.of(NOON), Optional.empty());
                    case SOURCE ->
                            policy(
                                    List.of(Cast.network("192.0.2.0/24")),
                                    Optional.empty(),
                                    Optional.empty());
                    case OTHER_USER ->
                            policy(
                                    List.of(),
                                    Optional.empty(),
                                    Optional.of(new UserBinding("1000", Strictness.ENFORCE)));
                    case PROTOCOL -> new AppPolicy(Set.of(Protocol.SMTP));
                    default -> policy(List.of(), Optional.empty(), Optional.empty());
                };
        Secret secret =
                switch (wrong) {
                    case MISTYPED -> Secret.of(laptop.text().revealText() + "a");
                    case DECOY -> decoy.text();
                    default -> laptop.text();
                };
        String user =
                switch (wrong) {
                    case UNKNOWN_USER -> "carol";
                    case OTHER_ACCOUNT -> "bob";
                    default -> "alice";
                };
        try (Household fresh = new Household(verifiers)) {
            fresh.localUser.set(1001);
            fresh.authenticator.update(
                    new Directory(List.of(ALICE, BOB), List.of(new App("laptop", "alice", policy))),
                    verifiers);
            List<Object> answers = new ArrayList<>();
            for (int i = 0; i <= LoginThrottle.MOST_FAILURES; i++) {
                answers.add(delay(fresh.login(user, secret, Protocol.IMAP, source("127.0.0.1"))));
            }
            answers.add(fresh.lookUps.get());
            if (wrong != Wrong.MISTYPED) {
                answers.add(fresh.macs.get());
            } else {
                // The checksum was wrong, and whoever typed it knows that.
                answers.add(LoginThrottle.MOST_FAILURES + 1);
            }
            return answers;
        }
    }

    private static AppPolicy policy(
            List<Network> sources, Optional<Instant> expires, Optional<UserBinding> user) {
        return new AppPolicy(
                BOTH,
                ImapPolicy.UNRESTRICTED,
                SmtpPolicy.UNRESTRICTED,
                sources,
                expires,
                user,
                Rotation.USUAL);
    }

    private static Object delay(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Denied denied -> denied.delay();
            case Verdict.Throttled throttled -> "throttled " + throttled.delay();
            case Verdict.Accepted ignored -> Duration.ZERO;
        };
    }
}
