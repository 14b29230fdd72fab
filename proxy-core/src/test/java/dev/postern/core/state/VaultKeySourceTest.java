package dev.postern.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.PassphrasePrompt.Purpose;
import dev.postern.core.state.StateException.Fault;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class VaultKeySourceTest {

    private static final Secret PASSPHRASE = Secret.of("four words that rhyme not");

    @TempDir Path temporary;

    private StateLock lock;
    private KeyFile keyFile;
    private Path credentials;

    @BeforeEach
    void takeTheLock() throws IOException {
        lock = StateLock.acquire(StateDirectory.open(temporary.resolve("state")));
        keyFile = new KeyFile(temporary.resolve("data/vault.key"));
        credentials = Files.createDirectory(temporary.resolve("credentials"));
    }

    @AfterEach
    void leaveTheLock() {
        lock.close();
    }

    @Test
    void aCredentialOfSystemdIsTakenRawAndAsBase64() throws IOException {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 0x5a);
        give(key);
        Vault.open(lock, systemd()).putPassword("work", Secret.of("password"));

        give((Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(Vault.open(lock, systemd()).password("work")).contains(Secret.of("password"));
    }

    @Test
    void aKeyThatWasGeneratedForSystemdIsTaken() throws IOException {
        Secret text = SystemdCredential.generate();
        give(text.reveal());
        Vault.open(lock, systemd()).putPassword("work", Secret.of("password"));

        assertThat(Vault.open(lock, SystemdCredential.promised(text)).password("work"))
                .contains(Secret.of("password"));
    }

    /** Defect 21. */
    @Test
    void withoutTheCredentialThereIsNoVaultAndTheSentenceNamesTheLineOfTheUnit() {
        StateException refusal = refusal(systemd());
        assertThat(refusal.fault()).isEqualTo(Fault.KEY_MISSING);
        assertThat(refusal).hasMessageContainingAll("LoadCredential=", "postern-vault-key");
        assertThat(lock.directory().vault()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "a key that is neither of the two, and too long for both"})
    void aCredentialThatIsNoKeyIsRefused(String text) throws IOException {
        give(text.getBytes(StandardCharsets.UTF_8));

        StateException refusal = refusal(systemd());
        assertThat(refusal.fault()).isEqualTo(Fault.KEY_DAMAGED);
        assertThat(refusal.getMessage()).doesNotContain("neither of the two");
    }

    @Test
    void aKeyFileThatMovedIntoACredentialOpensTheVault() throws IOException {
        Vault.open(lock, keyFile).putPassword("work", Secret.of("password"));
        give(Files.readAllBytes(keyFile.path()));

        assertThat(Vault.open(lock, systemd()).password("work")).contains(Secret.of("password"));
    }

    /** Defect 15. */
    @Test
    void anotherPassphraseIsSaidToBeTheWrongOneAndNothingIsChanged() throws IOException {
        Vault.open(lock, Passphrase.of(PASSPHRASE)).putPassword("work", Secret.of("password"));
        byte[] sealed = Files.readAllBytes(lock.directory().vault());

        StateException refusal = refusal(Passphrase.of(Secret.of("four words that rhyme")));
        assertThat(refusal.fault()).isEqualTo(Fault.WRONG_KEY);
        assertThat(refusal).hasMessageContaining("passphrase");
        assertThat(Files.readAllBytes(lock.directory().vault())).isEqualTo(sealed);
        assertThat(Vault.open(lock, Passphrase.of(PASSPHRASE)).password("work"))
                .contains(Secret.of("password"));
    }

    @Test
    void aShortPassphraseIsNotChosen() {
        assertThat(refusal(Passphrase.of(Secret.of("elevenchars"))).fault())
                .isEqualTo(Fault.UNSAFE);
        assertThat(lock.directory().vault()).doesNotExist();
    }

    @Test
    void aPassphraseIsChosenOnceAndThenAskedFor() {
        List<Purpose> asked = new ArrayList<>();
        Passphrase passphrase =
                new Passphrase(purpose -> {
                    asked.add(purpose);
                    return Secret.copyOf(PASSPHRASE.reveal());
                });
        Vault.open(lock, passphrase);
        Vault.open(lock, passphrase);

        assertThat(asked).containsExactly(Purpose.CHOOSE, Purpose.OPEN);
    }

    @Test
    void aConfigurationThatNamesAnotherPlaceIsToldWhereTheKeyIs() throws IOException {
        Vault.open(lock, Passphrase.of(PASSPHRASE));
        byte[] sealed = Files.readAllBytes(lock.directory().vault());

        StateException refusal = refusal(keyFile);
        assertThat(refusal.fault()).isEqualTo(Fault.WRONG_SOURCE);
        assertThat(refusal)
                .hasMessageContainingAll(
                        "made from a passphrase",
                        "key = \"file\"",
                        "key = \"passphrase\"",
                        "postern vault rekey --to file");
        assertThat(keyFile.path()).doesNotExist();
        assertThat(Files.readAllBytes(lock.directory().vault())).isEqualTo(sealed);
    }

    @Test
    void whereNothingIsConfiguredTheVaultKnows() throws IOException {
        Vault.open(lock, keyFile).putPassword("work", Secret.of("password"));
        give(new byte[32]);

        Vault vault = Vault.open(lock, sources(), Optional.empty());
        assertThat(vault.password("work")).contains(Secret.of("password"));
        assertThat(vault.summary().key()).isEqualTo(VaultKeyKind.FILE);
    }

    @Test
    void aNewVaultTakesTheCredentialThatSystemdGivesAndElseAKeyFile() throws IOException {
        assertThat(sources().preferred()).isEqualTo(VaultKeyKind.FILE);
        give(new byte[32]);

        assertThat(Vault.open(lock, sources(), Optional.empty()).summary().key())
                .isEqualTo(VaultKeyKind.SYSTEMD);
        assertThat(keyFile.path()).doesNotExist();
    }

    private VaultKeySources sources() {
        return new VaultKeySources(
                keyFile, systemd(), Keyring.ofSession(), Passphrase.of(PASSPHRASE));
    }

    private SystemdCredential systemd() {
        return SystemdCredential.of(Map.of("CREDENTIALS_DIRECTORY", credentials.toString()));
    }

    private void give(byte[] credential) throws IOException {
        Files.write(credentials.resolve("postern-vault-key"), credential);
    }

    private StateException refusal(VaultKeySource source) {
        return catchThrowableOfType(StateException.class, () -> Vault.open(lock, source));
    }
}
