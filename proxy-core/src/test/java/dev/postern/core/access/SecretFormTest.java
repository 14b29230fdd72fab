package dev.postern.core.access;

import static dev.postern.core.access.Cast.ALICE;
import static dev.postern.core.access.Cast.KEY;
import static dev.postern.core.access.Cast.LAPTOP;
import static dev.postern.core.access.Cast.NOON;
import static dev.postern.core.access.Cast.RANDOM;
import static dev.postern.core.access.Cast.choose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.AppPassword.Reading;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Compact secrets and decoys, beside the usual ones. */
final class SecretFormTest {

    private final Verifiers.Issue compact = issue(SecretForm.COMPACT);
    private final Verifiers.Issue decoy = issue(SecretForm.DECOY);

    private static Verifiers.Issue issue(SecretForm form) {
        return Verifiers.none().issue("laptop", form, KEY, RANDOM, NOON);
    }

    @Test
    void aCompactOneHasTwentyCharactersAndALetterIdOfThree() {
        assertThat(compact.text().revealText())
                .matches("[a-z2-7]{20}")
                .startsWith(compact.issued().id());
        assertThat(compact.issued().id()).hasSize(3);
    }

    @Test
    void aCompactOneLetsInWithOneHashWhateverTheCase() {
        try (Household house = new Household(compact.verifiers())) {
            String text = compact.text().revealText();

            assertThat(house.login("alice", text)).isInstanceOf(Verdict.Accepted.class);
            assertThat(house.login("alice", " " + text.toUpperCase(Locale.ROOT) + "\r\n"))
                    .isInstanceOf(Verdict.Accepted.class);
            assertThat(house.macs).hasValue(2);
            assertThat(house.slowHashes).hasValue(0);
        }
    }

    @Test
    void aTypingErrorInACompactOneIsNoticedThirtyOneTimesInThirtyTwo() {
        int read = 0;
        for (int i = 0; i < 2_000; i++) {
            String text = issue(SecretForm.COMPACT).text().revealText();
            char wrong = text.charAt(7) == 'a' ? 'b' : 'a';
            String typed = text.substring(0, 7) + wrong + text.substring(8);
            read += AppPassword.read(Secret.of(typed)) instanceof Reading.PerhapsCompact ? 1 : 0;
        }
        assertThat(read).isBetween(20, 120);
    }

    /** One in 32 such texts has the checksum of a compact secret by chance. */
    @Test
    void aPasswordThatAPersonChoseBeforeWorksThoughItLooksLikeACompactOne() {
        String chosen = issue(SecretForm.COMPACT).text().revealText();
        Argon2id hash =
                Argon2id.of(chosen.getBytes(java.nio.charset.StandardCharsets.US_ASCII), RANDOM);
        Verifiers verifiers =
                new Verifiers(
                        compact.verifiers().issued(),
                        Set.of(new ChosenPassword("alice", Cast.BOTH, "laptop", hash, NOON)));
        try (Household house = new Household(verifiers)) {
            assertThat(house.login("alice", chosen)).isInstanceOf(Verdict.Accepted.class);
        }
    }

    @Test
    void nobodyMayChooseWhatLooksLikeACompactOne() {
        assertThat(Verifiers.none().choose(LAPTOP, ALICE, compact.text(), RANDOM, NOON))
                .isInstanceOf(Verifiers.Choice.Refused.class);
    }

    @Test
    void aRevokedCompactOneIsKnownAsRevoked() {
        Verifiers revoked =
                choose(
                        compact.verifiers().revokeApp("laptop", NOON),
                        LAPTOP,
                        ALICE,
                        "horse battery");
        try (Household house = new Household(revoked)) {
            assertThat(house.login("alice", compact.text()))
                    .isInstanceOfSatisfying(
                            Verdict.Denied.class,
                            it -> assertThat(it.why()).isEqualTo(Denial.REVOKED_SECRET));
            assertThat(house.slowHashes).hasValue(0);
        }
    }

    /** There are 32768 ids, so that chance alone would bring a collision after some hundred. */
    @Test
    void noTwoCompactOnesShareAnId() {
        Verifiers verifiers = Verifiers.none();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 1_500; i++) {
            Verifiers.Issue issue =
                    verifiers.issue("laptop", SecretForm.COMPACT, KEY, RANDOM, NOON);
            verifiers = issue.verifiers();
            ids.add(issue.issued().id());
        }
        assertThat(ids).hasSize(1_500);
        assertThat(verifiers.hasRoomFor(SecretForm.COMPACT, NOON)).isTrue();
    }

    @Test
    void aDecoyLooksLikeAUsualOneNeverWorksAndRaisesAnAlarmWhateverTheUser() {
        assertThat(decoy.text().revealText()).matches("pst_[a-z2-7]{40}");
        try (Household house = new Household(decoy.verifiers())) {
            for (String user : new String[] {"alice", "bob", "nobody"}) {
                assertThat(house.login(user, decoy.text()))
                        .isInstanceOfSatisfying(
                                Verdict.Denied.class,
                                it -> assertThat(it.why()).isEqualTo(Denial.DECOY));
            }
            assertThat(house.decoysTried).hasSize(3).containsOnly(decoy.issued().id());
        }
    }

    @Test
    void aDecoyWithAnotherSecretRaisesNoAlarm() {
        String text = decoy.text().revealText();
        try (Household house = new Household(decoy.verifiers())) {
            house.login("alice", text.substring(0, 43) + (text.endsWith("a") ? "b" : "a"));
            house.login("alice", issue(SecretForm.USUAL).text());

            assertThat(house.decoysTried).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(SecretForm.class)
    void theFileKeepsTheForm(SecretForm form) throws Exception {
        Verifiers verifiers = issue(form).verifiers();

        assertThat(Verifiers.fromJson(verifiers.toJson()).issued()).isEqualTo(verifiers.issued());
    }

    @Test
    void aFileOfTheFirstVersionHasUsualOnes() throws Exception {
        Verifiers.Issue usual = issue(SecretForm.USUAL);
        String first =
                usual.verifiers()
                        .toJson()
                        .replace("\"version\": 2", "\"version\": 1")
                        .replaceAll("\\s*\"form\": \"usual\",", "");

        assertThat(Verifiers.fromJson(first).issued()).containsExactly(usual.issued());
    }

    @Test
    void whatIsShownToUsIsRecognisedToTheLastCharacter() {
        Verifiers superseded =
                compact.verifiers()
                        .rotate("laptop", SecretForm.USUAL, NOON.plusSeconds(1), KEY, RANDOM, NOON)
                        .verifiers();

        assertThat(RecognisedSecret.of(compact.text(), superseded, KEY, NOON))
                .hasValue(
                        new RecognisedSecret(
                                compact.issued().id(), "laptop", SecretState.SUPERSEDED));
        assertThat(RecognisedSecret.of(decoy.text(), decoy.verifiers(), KEY, NOON))
                .map(RecognisedSecret::state)
                .hasValue(SecretState.DECOY);
        assertThat(RecognisedSecret.of(decoy.text(), compact.verifiers(), KEY, NOON)).isEmpty();
        assertThat(RecognisedSecret.of(Secret.of("hunter2"), superseded, KEY, NOON)).isEmpty();
    }
}
