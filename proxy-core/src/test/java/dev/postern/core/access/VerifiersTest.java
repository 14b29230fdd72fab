package dev.postern.core.access;

import static dev.postern.core.access.Cast.ALICE;
import static dev.postern.core.access.Cast.KEY;
import static dev.postern.core.access.Cast.LAPTOP;
import static dev.postern.core.access.Cast.NOON;
import static dev.postern.core.access.Cast.RANDOM;
import static dev.postern.core.access.Cast.SCANNER;
import static dev.postern.core.access.Cast.TABLET;
import static dev.postern.core.access.Cast.choose;
import static dev.postern.core.access.Cast.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Set;

final class VerifiersTest {

    private static final String CHOSEN = "horse battery";

    private final Verifiers.Issue laptop = issue(Verifiers.none(), LAPTOP);
    private final Verifiers.Issue tablet = issue(laptop.verifiers(), TABLET);
    private final Verifiers all =
            choose(tablet.verifiers(), SCANNER, ALICE, CHOSEN)
                    .revoke(Set.of(tablet.issued().id()), NOON);
    private final String json = all.toJson();

    @Test
    void areReadAsTheyWereWritten() throws Exception {
        Verifiers read = Verifiers.fromJson(json);

        assertThat(read.issued()).isEqualTo(all.issued()).hasSize(2);
        assertThat(read.chosen()).isEqualTo(all.chosen()).hasSize(1);
        assertThat(read.toJson()).isEqualTo(json);
    }

    @Test
    void areReadAsTheyWereWrittenIfThereAreNone() throws Exception {
        assertThat(Verifiers.fromJson(Verifiers.none().toJson()).issued()).isEmpty();
    }

    @Test
    void holdNoPassword() {
        String secretPart = laptop.text().revealText().substring(12, 40);

        assertThat(json).doesNotContain(secretPart).doesNotContain(CHOSEN);
    }

    @Test
    void keepARevokedPasswordWithItsFirstDate() {
        Verifiers again = all.revoke(Set.of(tablet.issued().id()), NOON.plusSeconds(60));

        assertThat(again.issued(tablet.issued().id()).orElseThrow().revoked()).contains(NOON);
    }

    @Test
    void areNotChangedByWhatIsMadeOfThem() {
        laptop.verifiers().revoke(Set.of(laptop.issued().id()), NOON);

        assertThat(laptop.verifiers().issued(laptop.issued().id()).orElseThrow().revoked())
                .isEmpty();
    }

    @Test
    void revokeAllThatAnAppHasAndNothingElse() {
        Verifiers more =
                choose(issue(tablet.verifiers(), LAPTOP).verifiers(), LAPTOP, ALICE, CHOSEN);
        Verifiers revoked = more.revokeApp("LAPTOP", NOON);

        assertThat(revoked.chosen()).isEmpty();
        assertThat(revoked.issued())
                .allMatch(it -> it.revoked().isPresent() == it.app().equals("laptop"))
                .hasSize(3);
    }

    @Test
    void replaceTheChosenPasswordOfAnApp() {
        Verifiers replaced = choose(all, SCANNER, ALICE, "another horse");

        assertThat(replaced.chosen()).hasSize(1);
        assertThat(replaced.chosen()).isNotEqualTo(all.chosen());
    }

    @Test
    void takeNoSecondChosenPasswordForAnAccountAndProtocol() {
        Verifiers.Choice choice =
                all.choose(LAPTOP, ALICE, Secret.of("another horse"), RANDOM, NOON);

        assertThat(choice)
                .isInstanceOfSatisfying(
                        Verifiers.Choice.Refused.class,
                        it ->
                                assertThat(it.sentence())
                                        .contains("smtp of alice", "scanner", "Revoke"));
    }

    @Test
    void takeASecondChosenPasswordForAnotherProtocol() {
        App reader = new App("reader", "alice", new AppPolicy(Set.of(Protocol.IMAP)));

        assertThat(choose(all, reader, ALICE, "another horse").chosen()).hasSize(2);
    }

    @Test
    void areNotIssuedUnderAShortKey() {
        assertThatThrownBy(() -> all.issue("laptop", Secret.of("short"), RANDOM, NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 octets");
    }

    @Test
    void differWithTheKey() {
        Secret text = laptop.text();
        Secret other = Secret.of("another key of thirty-two octets");

        assertThat(AppPassword.read(text))
                .isInstanceOfSatisfying(
                        AppPassword.Reading.WellFormed.class,
                        it ->
                                assertThat(new Hmac(KEY).of(it.password()))
                                        .isEqualTo(laptop.issued().mac())
                                        .isNotEqualTo(new Hmac(other).of(it.password())));
    }

    @Test
    void areNotReadFromAFileThatIsCutAnywhere() {
        String whole = json.strip();
        for (int end = 0; end < whole.length(); end++) {
            String cut = whole.substring(0, end);

            assertThatThrownBy(() -> Verifiers.fromJson(cut))
                    .isInstanceOf(DamagedVerifiersException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\": 2    | \"version\": 3       | another            | $.version",
                "\"version\": 2    | \"version\": \"1\"   | number             | $.version",
                "\"version\": 2    | \"versions\": 1      | first key          | $.versions",
                "\"issued\": [     | \"isued\": [         | not known          | $.isued",
                "\"chosen\": [     | \"issued\": [        | twice              | $.issued",
                "\"app\": \"laptop\" | \"app\": \"\"      | a name             | $.issued[0].app",
                "\"app\": \"laptop\" | \"app\": null      | a string           | $.issued[0].app",
                "\"app\": \"laptop\" | \"app\": 7         | a string           | $.issued[0].app",
                "\"app\": \"laptop\" | \"apps\": \"laptop\" | not known        | $.issued[0].apps",
                "\"app\": \"laptop\", | `` | \"app\" is missing | $.issued[0]",
                "\"mac\": \"       | \"mac\": \"!         | base64 of 32       | $.issued[0].mac",
                "\"mac\": \"       | \"mac\": \"aaaa      | base64 of 32       | $.issued[0].mac",
                "\"id\": \"        | \"id\": \"A          | 8 characters       | $.issued[0].id",
                "T12:00:00Z        | `` | a time                               |"
                        + " $.issued[0].issued",
                "\"smtp\"          | \"SMTP\"             | imap or smtp       |"
                        + " $.chosen[0].protocols",
                "\"smtp\"          | ``                   | one protocol       |"
                        + " $.chosen[0].protocols",
                "$argon2id$        | $argon2i$            | PHC string         |"
                        + " $.chosen[0].argon2id",
                "$m=19456          | $m=99999999          | PHC string         |"
                        + " $.chosen[0].argon2id",
                "\"version\": 2,   | \"version\": 2,,     | not JSON           | $",
                "\"version\": 2,   | \"version\": 2, // x | not JSON           | $"
            })
    void areNotReadFromADamagedFileAndSayWhereItIsDamaged(
            String found, String replacement, String complaint, String path) {
        int at = json.indexOf(found);
        assertThat(at).isNotNegative();
        String damaged = json.substring(0, at) + replacement + json.substring(at + found.length());

        assertThatThrownBy(() -> Verifiers.fromJson(damaged))
                .isInstanceOf(DamagedVerifiersException.class)
                .hasMessageContainingAll(complaint, path, "verifiers.json", "backup");
    }

    @Test
    void areNotReadIfSomethingFollows() {
        assertThatThrownBy(() -> Verifiers.fromJson(json + "{}"))
                .isInstanceOf(DamagedVerifiersException.class);
    }

    @Test
    void areNotReadIfTwoHaveOneId() {
        String twice = json.replace(tablet.issued().id(), laptop.issued().id());

        assertThatThrownBy(() -> Verifiers.fromJson(twice))
                .isInstanceOf(DamagedVerifiersException.class)
                .hasMessageContaining("have the id " + laptop.issued().id());
    }

    @Test
    void areNotReadIfTwoChosenOnesHaveOnePlace() throws Exception {
        App reader = new App("reader", "alice", new AppPolicy(Set.of(Protocol.IMAP)));
        String two = choose(all, reader, ALICE, "another horse").toJson();

        assertThatThrownBy(() -> Verifiers.fromJson(two.replace("\"imap\"", "\"smtp\"")))
                .isInstanceOf(DamagedVerifiersException.class)
                .hasMessageContaining("smtp of the account alice");
    }

    @Test
    void sayNothingOfAMisplacedSecretInAnError() {
        String phc = all.chosen().getFirst().hash().phc();
        String misplaced = json.replace("\"" + NOON + "\"", "\"" + phc + "\"");

        DamagedVerifiersException error =
                catchThrowableOfType(
                        DamagedVerifiersException.class, () -> Verifiers.fromJson(misplaced));

        assertThat(error)
                .hasMessageContaining("a time")
                .hasMessageNotContainingAny("argon2id$", phc);
        assertThat(error).hasNoCause();
    }
}
