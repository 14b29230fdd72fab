package dev.postern.core.access;

import static dev.postern.core.access.Cast.ALICE;
import static dev.postern.core.access.Cast.BOB;
import static dev.postern.core.access.Cast.DESK;
import static dev.postern.core.access.Cast.DIRECTORY;
import static dev.postern.core.access.Cast.LAPTOP;
import static dev.postern.core.access.Cast.NOON;
import static dev.postern.core.access.Cast.SCANNER;
import static dev.postern.core.access.Cast.TABLET;
import static dev.postern.core.access.Cast.choose;
import static dev.postern.core.access.Cast.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

final class AppAuthenticatorTest {

    private static final String CHOSEN = "horse battery";

    private final Verifiers.Issue laptop = issue(Verifiers.none(), LAPTOP);
    private final Verifiers.Issue scanner = issue(laptop.verifiers(), SCANNER);
    private final Verifiers.Issue tablet = issue(scanner.verifiers(), TABLET);
    private final Household house = new Household(tablet.verifiers());

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void letsAnAppInWithItsPassword() {
        assertThat(house.login("alice", laptop.text()))
                .isEqualTo(new Verdict.Accepted(LAPTOP, ALICE, laptop.issued().id()));
    }

    /** Defect 35. */
    @ParameterizedTest
    @ValueSource(strings = {"alice", "ALICE", "alice@example.com", "ALICE@EXAMPLE.COM", "Ally"})
    void ignoresTheCaseOfUserNames(String user) {
        assertThat(house.login(user, laptop.text())).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void letsAnAppInWhosePasswordTheClientSendsInCapitals() {
        Secret capitals = Secret.of(laptop.text().revealText().toUpperCase(Locale.ROOT));

        assertThat(house.login("alice", capitals)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void letsAnAppInWithThePasswordThatAPersonChose() {
        try (Household chosen = new Household(choose(Verifiers.none(), LAPTOP, ALICE, CHOSEN))) {
            assertThat(chosen.login("ally", CHOSEN)).isEqualTo(new Verdict.Accepted(LAPTOP, ALICE));
        }
    }

    /** Defect 14. */
    @Test
    void acceptsNoPasswordTheFirstTimeThatItSeesOne() {
        try (Household fresh = new Household(Verifiers.none())) {
            for (int i = 0; i < 2; i++) {
                assertThat(whyNot(fresh.login("alice", "the first of all")))
                        .isEqualTo(Denial.UNKNOWN_SECRET);
                assertThat(whyNot(fresh.login("alice", laptop.text())))
                        .isEqualTo(Denial.UNKNOWN_SECRET);
            }
        }
    }

    /** Defect 15. */
    @Test
    void leavesEveryPasswordAsItWasWhenAWrongOneComes() {
        Verifiers verifiers = choose(tablet.verifiers(), LAPTOP, ALICE, CHOSEN);
        String before = verifiers.toJson();
        try (Household chosen = new Household(verifiers)) {
            chosen.fail("alice", DESK, 3);
            chosen.login("alice", tablet.text());

            assertThat(verifiers.toJson()).isEqualTo(before);
            assertThat(chosen.login("alice", laptop.text())).isInstanceOf(Verdict.Accepted.class);
            assertThat(chosen.login("alice", CHOSEN)).isInstanceOf(Verdict.Accepted.class);
        }
    }

    @Test
    void deniesAnUnknownUserWhosePasswordIsRight() {
        assertThat(whyNot(house.login("carol", laptop.text()))).isEqualTo(Denial.UNKNOWN_USER);
    }

    @Test
    void deniesAMistypedPassword() {
        String text = laptop.text().revealText();

        assertThat(whyNot(house.login("alice", text.substring(0, text.length() - 1))))
                .isEqualTo(Denial.MISTYPED_SECRET);
    }

    @Test
    void deniesAPasswordThatNobodyIssued() {
        assertThat(whyNot(house.login("alice", issue(Verifiers.none(), LAPTOP).text())))
                .isEqualTo(Denial.UNKNOWN_SECRET);
    }

    @Test
    void deniesAKnownIdWithAnotherSecret() {
        IssuedSecret other =
                new IssuedSecret(
                        laptop.issued().id(),
                        tablet.issued().mac(),
                        LAPTOP.name(),
                        SecretForm.USUAL,
                        NOON,
                        Optional.empty(),
                        Optional.of(NOON));
        house.authenticator.update(DIRECTORY, new Verifiers(List.of(other), List.of()));

        assertThat(whyNot(house.login("alice", laptop.text()))).isEqualTo(Denial.UNKNOWN_SECRET);
    }

    @Test
    void deniesARevokedPasswordFromTheNextLoginOn() {
        house.login("alice", laptop.text());
        house.authenticator.update(
                DIRECTORY, tablet.verifiers().revoke(Set.of(laptop.issued().id()), NOON));

        assertThat(whyNot(house.login("alice", laptop.text()))).isEqualTo(Denial.REVOKED_SECRET);
    }

    @Test
    void deniesAnAppThatIsNotConfiguredAnyMore() {
        house.authenticator.update(
                new Directory(List.of(ALICE, BOB), List.of(TABLET)), tablet.verifiers());

        assertThat(whyNot(house.login("alice", laptop.text())))
                .isEqualTo(Denial.APP_NOT_CONFIGURED);
    }

    @Test
    void deniesAnAppOfAnotherAccount() {
        assertThat(whyNot(house.login("alice", tablet.text()))).isEqualTo(Denial.WRONG_ACCOUNT);
    }

    @Test
    void deniesAProtocolThatTheAppMayNotUse() {
        assertThat(whyNot(house.login("alice", scanner.text())))
                .isEqualTo(Denial.PROTOCOL_NOT_ALLOWED);
    }

    @Test
    void deniesAProtocolForWhichTheAccountHasNoServer() {
        assertThat(whyNot(house.login("bob", tablet.text(), Protocol.SMTP, DESK)))
                .isEqualTo(Denial.NO_UPSTREAM);
    }

    /** Defect 16. */
    @ParameterizedTest
    @MethodSource("magicNames")
    void deniesAMagicUserNameLikeAnyOther(String user) {
        try (Household chosen = new Household(choose(tablet.verifiers(), LAPTOP, ALICE, CHOSEN))) {
            assertThat(whyNot(chosen.login(user, laptop.text()))).isEqualTo(Denial.UNKNOWN_USER);
            assertThat(whyNot(chosen.login(user, "hunter2"))).isEqualTo(Denial.UNKNOWN_USER);
            assertThat(whyNot(chosen.login(user, ""))).isEqualTo(Denial.UNKNOWN_USER);
        }
    }

    static Stream<String> magicNames() {
        return Stream.of(
                "",
                " ",
                "alice ",
                "a".repeat(65_536),
                "alice\0",
                "alice\r\nbob",
                "\u0130\u017f\u212a",
                "\ud800",
                ".*",
                "(a+)+$",
                "%s%n%x",
                "{}",
                "${jndi:ldap://localhost/}",
                "../../etc/passwd",
                "null",
                "*");
    }

    @Test
    void makesOneHashAmongTenThousandApps() {
        Verifiers.Issue one = issue(Verifiers.none(), LAPTOP);
        List<IssuedSecret> many = new ArrayList<>(one.verifiers().issued());
        Hmac mac = new Hmac(Cast.KEY);
        while (many.size() < 10_000) {
            AppPassword password = AppPassword.generate(SecretForm.USUAL, Cast.RANDOM);
            many.add(
                    new IssuedSecret(
                            password.id(),
                            mac.of(password),
                            "laptop",
                            SecretForm.USUAL,
                            NOON,
                            Optional.empty(),
                            Optional.empty()));
        }
        house.authenticator.update(DIRECTORY, new Verifiers(many, List.of()));

        assertThat(house.login("alice", one.text())).isInstanceOf(Verdict.Accepted.class);
        assertThat(house.macs).hasValue(1);
    }

    @Test
    void printsNoPasswordWithItsVerdicts() {
        String said =
                house.login("alice", laptop.text()).toString()
                        + house.login("bob", laptop.text())
                        + Cast.attempt("alice", laptop.text())
                        + laptop
                        + tablet.verifiers();

        assertThat(said).doesNotContain(laptop.text().revealText().substring(12));
    }

    @Test
    void asksThePolicyEvenIfThePasswordWasChosenForMore() {
        App narrowed = new App("laptop", "alice", Cast.anywhere(Set.of(Protocol.SMTP)));
        Verifiers verifiers = choose(Verifiers.none(), LAPTOP, ALICE, CHOSEN);
        try (Household chosen = new Household(verifiers)) {
            chosen.authenticator.update(
                    new Directory(List.of(ALICE), List.of(narrowed)), verifiers);

            assertThat(whyNot(chosen.login("alice", CHOSEN)))
                    .isEqualTo(Denial.PROTOCOL_NOT_ALLOWED);
        }
    }

    @Test
    void triesAChosenPasswordOnlyAtTheProtocolThatItIsFor() {
        try (Household chosen = new Household(choose(Verifiers.none(), SCANNER, ALICE, CHOSEN))) {
            assertThat(whyNot(chosen.login("alice", CHOSEN))).isEqualTo(Denial.UNKNOWN_SECRET);
        }
    }

    static Denial whyNot(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Denied.class);
        return ((Verdict.Denied) verdict).why();
    }
}
