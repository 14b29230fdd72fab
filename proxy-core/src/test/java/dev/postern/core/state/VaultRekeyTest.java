package dev.postern.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Whenever a change of the key is cut off, the vault opens, and nobody has to do anything. */
@Timeout(300)
final class VaultRekeyTest {

    private static final Secret PASSWORD = Secret.of("password");
    private static final Secret PASSPHRASE = Secret.of("four words that rhyme not");

    /** Each costs the start of a process. */
    private static final int KILLS = 15;

    @TempDir Path temporary;

    /** What a crash leaves, in the order in which a change of the key file gets there. */
    enum Crash {
        THE_NEW_KEY_IS_HALF_WRITTEN,
        THE_NEW_KEY_WAITS,
        THE_NEW_VAULT_IS_HALF_WRITTEN,
        THE_NEW_VAULT_IS_THERE,
        THE_NEW_KEY_HAS_TAKEN_ITS_PLACE
    }

    @Test
    void aNewKeyOpensTheVaultAndTheOldOneIsGone() throws IOException {
        byte[] before = withVault(vault -> {});
        withVault(vault -> vault.rekey(keyFile()));

        assertThat(Files.readAllBytes(keyPath())).isNotEqualTo(before);
        assertThat(nextPath()).doesNotExist();
        assertOpens();
    }

    @ParameterizedTest
    @EnumSource(Crash.class)
    void aCrashAfterAnyStepLeavesAVaultThatOpens(Crash crash) throws IOException {
        withVault(vault -> {});
        byte[] oldKey = Files.readAllBytes(keyPath());
        byte[] oldVault = Files.readAllBytes(vaultPath());
        withVault(vault -> vault.rekey(keyFile()));
        byte[] newKey = Files.readAllBytes(keyPath());
        byte[] newVault = Files.readAllBytes(vaultPath());

        write(keyPath(), oldKey);
        write(vaultPath(), oldVault);
        switch (crash) {
            case THE_NEW_KEY_IS_HALF_WRITTEN ->
                    write(sibling(nextPath(), ".new"), Arrays.copyOf(newKey, 7));
            case THE_NEW_KEY_WAITS -> write(nextPath(), newKey);
            case THE_NEW_VAULT_IS_HALF_WRITTEN -> {
                write(nextPath(), newKey);
                write(sibling(vaultPath(), ".new"), Arrays.copyOf(newVault, 70));
            }
            case THE_NEW_VAULT_IS_THERE -> {
                write(nextPath(), newKey);
                write(vaultPath(), newVault);
            }
            case THE_NEW_KEY_HAS_TAKEN_ITS_PLACE -> {
                write(keyPath(), newKey);
                write(vaultPath(), newVault);
            }
        }

        assertOpens();
        assertThat(nextPath()).doesNotExist();
        withVault(vault -> vault.rekey(keyFile()));
        assertOpens();
    }

    @Test
    void aKilledProcessLeavesAVaultThatOpens() throws Exception {
        withVault(vault -> {});
        Random random = new Random(4711);
        for (int kill = 0; kill < KILLS; kill++) {
            Process loop =
                    new ProcessBuilder(
                                    ProcessHandle.current().info().command().orElseThrow(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    RekeyLoop.class.getName(),
                                    temporary.resolve("state").toString(),
                                    keyPath().toString())
                            .redirectErrorStream(true)
                            .start();
            assertThat(loop.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("begun");
            // Not a wait for something: the instant of the kill is what is tried.
            Thread.sleep(random.nextInt(60));
            loop.destroyForcibly().waitFor();
            assertOpens();
        }
    }

    @Test
    void aFailedWriteLeavesTheOldKeyAndTheNextAttemptWorks() throws IOException {
        Path occupied = sibling(vaultPath(), ".new").resolve("occupied");
        withVault(vault -> {
            Files.createDirectories(occupied);
            assertThatThrownBy(() -> vault.rekey(keyFile())).isInstanceOf(StateException.class);
            Files.delete(occupied);
            vault.putPassword("home", Secret.of("other"));
        });
        assertOpens();
        withVault(vault -> vault.rekey(keyFile()));
        assertOpens();
    }

    @Test
    void fromAFileToAPassphraseAndBackEachCrashLeavesAVaultThatOpens() throws IOException {
        withVault(vault -> {});
        byte[] key = Files.readAllBytes(keyPath());
        withVault(vault -> vault.rekey(Passphrase.of(PASSPHRASE)));
        assertThat(keyPath()).doesNotExist();
        byte[] underPassphrase = Files.readAllBytes(vaultPath());

        // The vault was written, the old key had not gone yet.
        write(keyPath(), key);
        open(
                Passphrase.of(PASSPHRASE),
                vault -> {
                    assertThat(vault.password("work")).contains(PASSWORD);
                    vault.rekey(keyFile());
                });
        assertOpens();
        byte[] underFile = Files.readAllBytes(vaultPath());
        byte[] newKey = Files.readAllBytes(keyPath());

        // The new key waits, and the vault is under the passphrase still; then it is not any more.
        Files.delete(keyPath());
        write(nextPath(), newKey);
        write(vaultPath(), underPassphrase);
        open(
                Passphrase.of(PASSPHRASE),
                vault -> assertThat(vault.password("work")).contains(PASSWORD));
        write(vaultPath(), underFile);
        assertOpens();
    }

    private interface Step {
        void on(Vault vault) throws IOException;
    }

    /** Gives the key that the vault was under before. */
    private byte[] withVault(Step step) throws IOException {
        open(
                keyFile(),
                vault -> {
                    vault.putPassword("work", PASSWORD);
                });
        byte[] before = Files.readAllBytes(keyPath());
        open(keyFile(), step);
        return before;
    }

    private void open(VaultKeySource source, Step step) throws IOException {
        try (StateLock lock = StateLock.acquire(StateDirectory.open(temporary.resolve("state")))) {
            step.on(Vault.open(lock, source));
        }
    }

    private void assertOpens() throws IOException {
        open(keyFile(), vault -> assertThat(vault.password("work")).contains(PASSWORD));
    }

    private KeyFile keyFile() {
        return new KeyFile(keyPath());
    }

    private Path keyPath() {
        return temporary.resolve("data/vault.key");
    }

    private Path nextPath() {
        return sibling(keyPath(), ".next");
    }

    private Path vaultPath() {
        return temporary.resolve("state/vault");
    }

    private static Path sibling(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    private static void write(Path path, byte[] content) throws IOException {
        new AtomicFile(path, AtomicFile.Readers.OWNER).replace(content);
    }
}
