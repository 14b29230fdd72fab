package dev.postern.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateException.Fault;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/** Whatever happens to a sealed file, it gives its content or a sentence, and stays as it is. */
final class VaultFormatTest {

    private static final Secret PASSPHRASE = Secret.of("four words that rhyme not");

    /** What Postern wrote before it knew of other keys than files: key, and vault. */
    private static final String OLD_KEY =
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private static final String OLD_VAULT =
            "5053545641554c540159f9ff23acaf0c95000000546465666768696a6b6c6d6e6f3339ad031a9b33"
                + "ea4d406593f8150b8e31b56978ef43841dd5ba8e72d9c2971ee38d03823673cc3197a92b7dcd238d"
                + "9a7c01f58b592972799dabc1ef96e3f2cc38aea673451bca29c378570b920142216cf9c852";

    @TempDir Path temporary;

    private StateLock lock;
    private KeyFile keyFile;

    @BeforeEach
    void takeTheLock() {
        lock = StateLock.acquire(StateDirectory.open(temporary.resolve("state")));
        keyFile = new KeyFile(temporary.resolve("data/vault.key"));
    }

    @AfterEach
    void leaveTheLock() {
        lock.close();
    }

    @Test
    void theFirstFormatIsReadAndTheNextWriteIsOfTheNewOne() throws IOException {
        Files.createDirectory(keyFile.path().getParent());
        new AtomicFile(keyFile.path(), AtomicFile.Readers.OWNER)
                .replace(HexFormat.of().parseHex(OLD_KEY));
        Files.write(vaultFile(), HexFormat.of().parseHex(OLD_VAULT));

        Vault vault = Vault.open(lock, keyFile);
        assertThat(vault.password("work")).contains(Secret.of("kept since the first format"));
        assertThat(Files.readAllBytes(vaultFile())[8]).isEqualTo((byte) 1);
        vault.putPassword("home", Secret.of("other"));
        assertThat(Files.readAllBytes(vaultFile())[8]).isEqualTo((byte) 2);
        assertThat(Vault.open(lock, keyFile).password("work"))
                .contains(Secret.of("kept since the first format"));
    }

    @Test
    void everyChangedBitOfAVaultUnderAKeyFileIsNoticed() throws IOException {
        Vault.open(lock, keyFile).putPassword("work", Secret.of("password"));
        byte[] genuine = Files.readAllBytes(vaultFile());

        for (int at = 0; at < genuine.length; at++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                refusedAndLeft(changed(genuine, at, 1 << bit), "octet %d bit %d", at, bit);
            }
        }
    }

    @Test
    void everyChangedOctetOfAHeaderIsNoticedBeforeAnybodyIsAskedForThePassphrase()
            throws IOException {
        Vault.open(lock, Passphrase.of(PASSPHRASE));
        byte[] genuine = Files.readAllBytes(vaultFile());
        Passphrase nobody =
                new Passphrase(purpose -> {
                    throw new AssertionError("asked for the passphrase of a damaged vault");
                });

        for (int at = 0; at < 62; at++) {
            byte[] damaged = changed(genuine, at, 0x81);
            Files.write(vaultFile(), damaged);
            StateException refusal =
                    catchThrowableOfType(StateException.class, () -> Vault.open(lock, nobody));
            assertThat(refusal).as("octet %d", at).isNotNull();
            assertThat(Files.readAllBytes(vaultFile())).isEqualTo(damaged);
        }
    }

    @Test
    void contentUnderAPassphraseThatWasChangedIsNoticed() throws IOException {
        Vault.open(lock, Passphrase.of(PASSPHRASE)).putPassword("work", Secret.of("password"));
        byte[] genuine = Files.readAllBytes(vaultFile());

        for (int at : new int[] {62, genuine.length - 1}) {
            byte[] damaged = changed(genuine, at, 1);
            Files.write(vaultFile(), damaged);
            StateException refusal =
                    catchThrowableOfType(
                            StateException.class,
                            () -> Vault.open(lock, Passphrase.of(PASSPHRASE)));
            assertThat(refusal.fault()).isEqualTo(Fault.DAMAGED);
            assertThat(Files.readAllBytes(vaultFile())).isEqualTo(damaged);
        }
    }

    @Test
    void everyTruncatedOrChangedExportIsRefused() throws IOException {
        Vault vault = Vault.open(lock, keyFile);
        vault.putPassword("work", Secret.of("password"));
        byte[] genuine = vault.export(Passphrase.of(PASSPHRASE), "{}");
        Path file = temporary.resolve("export");

        for (int length = 0; length < genuine.length; length += length < 80 ? 1 : 40) {
            Files.write(file, Arrays.copyOf(genuine, length));
            assertThat(exportRefusal(file).fault())
                    .as("%d octets", length)
                    .isEqualTo(Fault.TRUNCATED);
        }
        for (int at = 0; at < genuine.length; at += at < 62 ? 1 : 60) {
            Files.write(file, changed(genuine, at, 0x10));
            assertThat(exportRefusal(file)).as("octet %d", at).isNotNull();
        }
    }

    @Test
    void aVaultIsNoExportAndAnExportNoVault() throws IOException {
        Vault vault = Vault.open(lock, keyFile);
        assertThat(exportRefusal(vaultFile()).fault()).isEqualTo(Fault.DAMAGED);

        Files.write(vaultFile(), vault.export(Passphrase.of(PASSPHRASE), "{}"));
        assertThat(
                        catchThrowableOfType(StateException.class, () -> Vault.open(lock, keyFile))
                                .fault())
                .isEqualTo(Fault.DAMAGED);
    }

    private void refusedAndLeft(byte[] damaged, String what, Object... where) throws IOException {
        Files.write(vaultFile(), damaged);
        StateException refusal =
                catchThrowableOfType(StateException.class, () -> Vault.open(lock, keyFile));
        assertThat(refusal).as(what, where).isNotNull();
        assertThat(Files.readAllBytes(vaultFile())).isEqualTo(damaged);
    }

    private static StateException exportRefusal(Path file) {
        return catchThrowableOfType(
                StateException.class, () -> VaultExport.read(file, Passphrase.of(PASSPHRASE)));
    }

    private static byte[] changed(byte[] genuine, int at, int bits) {
        byte[] changed = genuine.clone();
        changed[at] ^= (byte) bits;
        return changed;
    }

    private Path vaultFile() {
        return lock.directory().vault();
    }
}
