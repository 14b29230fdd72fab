package dev.postern.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateException.Fault;
import dev.postern.core.testing.log.LogRecorder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

final class VaultTest {

    private static final String PASSWORD = "correct-horse-battery-staple";

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
    void aPasswordIsThereAfterARestart() {
        open().putPassword("work", Secret.of(PASSWORD));

        assertThat(open().password("work")).contains(Secret.of(PASSWORD));
    }

    @Test
    void octetsThatAreNoTextSurviveARestart() {
        byte[] octets = {0, (byte) 0xff, 10, (byte) 0x80};
        open().putPassword("work", Secret.copyOf(octets));

        assertThat(open().password("work")).contains(Secret.copyOf(octets));
    }

    @Test
    void accountsAreFoundWithoutRegardToCase() {
        open().putPassword("Work", Secret.of(PASSWORD));

        assertThat(open().password("wORK")).contains(Secret.of(PASSWORD));
    }

    @Test
    void aRemovedPasswordStaysRemovedAndOthersStay() {
        Vault vault = open();
        vault.putPassword("work", Secret.of(PASSWORD));
        vault.putPassword("home", Secret.of("other"));
        vault.removePassword("work");

        Vault again = open();
        assertThat(again.password("work")).isEmpty();
        assertThat(again.password("home")).contains(Secret.of("other"));
    }

    @Test
    void theVerifierKeyIsMadeOnceAndKept() {
        Secret key = open().verifierKey();

        assertThat(key.length()).isEqualTo(32);
        assertThat(open().verifierKey()).isEqualTo(key);
    }

    @Test
    void wipingASecretThatCameFromTheVaultLeavesTheVaultsOwn() { // defect 15
        Vault vault = open();
        Secret mine = Secret.of(PASSWORD);
        vault.putPassword("work", mine);
        mine.wipe();
        vault.password("work").orElseThrow().wipe();
        vault.putPassword("home", Secret.of("other"));

        assertThat(open().password("work")).contains(Secret.of(PASSWORD));
    }

    @Test
    void anEmptySecretIsNotStored() { // defect 15
        Vault vault = open();
        vault.putPassword("work", Secret.of(PASSWORD));

        assertThatThrownBy(() -> vault.putPassword("work", Secret.of("")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(vault.password("work")).contains(Secret.of(PASSWORD));
    }

    @Test
    void changingAnyOctetOfTheFileIsNoticed() throws IOException {
        open().putPassword("work", Secret.of(PASSWORD));
        byte[] genuine = Files.readAllBytes(vaultFile());

        for (int at = 0; at < genuine.length; at++) {
            byte[] changed = genuine.clone();
            changed[at] ^= 1;
            Files.write(vaultFile(), changed);
            assertThat(refusal()).as("octet %d", at).isNotNull();
            assertThat(Files.readAllBytes(vaultFile())).isEqualTo(changed);
        }
    }

    @Test
    void everyTruncatedFileIsCalledTruncated() throws IOException {
        open().putPassword("work", Secret.of(PASSWORD));
        byte[] genuine = Files.readAllBytes(vaultFile());

        for (int length = 0; length < genuine.length; length++) {
            Files.write(vaultFile(), Arrays.copyOf(genuine, length));
            assertThat(refusal().fault()).as("%d octets", length).isEqualTo(Fault.TRUNCATED);
        }
    }

    @Test
    void octetsBehindTheEndAreNoticed() throws IOException {
        open().putPassword("work", Secret.of(PASSWORD));
        byte[] genuine = Files.readAllBytes(vaultFile());
        Files.write(vaultFile(), Arrays.copyOf(genuine, genuine.length + 1));

        assertThat(refusal().fault()).isEqualTo(Fault.DAMAGED);
    }

    @Test
    void aFileOfANewerFormatIsSaidToBeOne() throws IOException {
        open().putPassword("work", Secret.of(PASSWORD));
        byte[] newer = Files.readAllBytes(vaultFile());
        newer[8] = 3;
        Files.write(vaultFile(), newer);

        assertThat(refusal().fault()).isEqualTo(Fault.NEWER_FORMAT);
    }

    @Test
    void anotherKeyIsSaidToBeTheWrongOneAndTheVaultStays() throws IOException {
        open().putPassword("work", Secret.of(PASSWORD));
        byte[] sealed = Files.readAllBytes(vaultFile());
        byte[] genuineKey = Files.readAllBytes(keyFile.path());
        Files.write(keyFile.path(), new byte[KeyFile.LENGTH]);

        assertThat(refusal().fault()).isEqualTo(Fault.WRONG_KEY);
        assertThat(Files.readAllBytes(vaultFile())).isEqualTo(sealed);
        Files.write(keyFile.path(), genuineKey);
        assertThat(open().password("work")).contains(Secret.of(PASSWORD));
    }

    @Test
    void aVaultWithoutItsKeyIsRefusedAndNoKeyIsMade() throws IOException {
        open().putPassword("work", Secret.of(PASSWORD));
        Files.delete(keyFile.path());

        assertThat(refusal().fault()).isEqualTo(Fault.KEY_MISSING);
        assertThat(keyFile.path()).doesNotExist();
    }

    @Test
    void aKeyWithoutAVaultIsAFirstUseWithThatKey() throws IOException {
        open();
        byte[] key = Files.readAllBytes(keyFile.path());
        open().putPassword("work", Secret.of(PASSWORD));

        assertThat(Files.readAllBytes(keyFile.path())).isEqualTo(key);
        assertThat(open().password("work")).contains(Secret.of(PASSWORD));
    }

    @Test
    void withoutAnyKeyNothingIsStored() throws IOException { // defect 21
        Files.writeString(temporary.resolve("data"), "a file where the directory should be");

        assertThat(refusal().fault()).isEqualTo(Fault.INACCESSIBLE);
        assertThat(vaultFile()).doesNotExist();
    }

    @Test
    void aKeyInTheVaultsOwnDirectoryIsRefused() {
        keyFile = new KeyFile(lock.directory().path().resolve("vault.key"));

        assertThat(refusal().fault()).isEqualTo(Fault.UNSAFE);
    }

    @Test
    void whatACrashLeftBesideTheVaultIsIgnoredAndTakenAway() throws IOException {
        open().putPassword("work", Secret.of(PASSWORD));
        Path leftover = vaultFile().resolveSibling("vault.new");
        Files.writeString(leftover, "half a va");

        Vault vault = open();
        assertThat(vault.password("work")).contains(Secret.of(PASSWORD));
        vault.putPassword("home", Secret.of("other"));
        assertThat(leftover).doesNotExist();
        assertThat(open().password("home")).contains(Secret.of("other"));
    }

    @Test
    void aChangeThatCannotBeWrittenHasNotHappened() throws IOException { // defect 15
        Vault vault = open();
        vault.putPassword("work", Secret.of(PASSWORD));
        // A directory with something in it can be neither written nor deleted as a file.
        Files.createDirectories(vaultFile().resolveSibling("vault.new").resolve("occupied"));

        assertThatThrownBy(() -> vault.putPassword("work", Secret.of("newer")))
                .isInstanceOf(StateException.class);
        assertThat(vault.password("work")).contains(Secret.of(PASSWORD));
        assertThat(open().password("work")).contains(Secret.of(PASSWORD));
    }

    @Test
    void onlyTheOwnerMayReadTheFiles() throws IOException {
        open().putPassword("work", Secret.of(PASSWORD));

        for (Path file : List.of(vaultFile(), keyFile.path())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as("%s", file)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theSameContentIsNeverWrittenTwiceAlike() throws IOException {
        Vault vault = open();
        vault.putPassword("work", Secret.of(PASSWORD));
        byte[] first = Files.readAllBytes(vaultFile());
        vault.putPassword("work", Secret.of(PASSWORD));
        byte[] second = Files.readAllBytes(vaultFile());

        assertThat(Arrays.copyOfRange(second, 21, 33))
                .as("nonce")
                .isNotEqualTo(Arrays.copyOfRange(first, 21, 33));
    }

    @Test
    void changesFromSeveralThreadsAreAllKept() {
        Vault vault = open();
        CompletableFuture<?>[] changes =
                IntStream.range(0, 20)
                        .mapToObj(i ->
                                CompletableFuture.runAsync(
                                        () -> vault.putPassword("a" + i, Secret.of("p" + i))))
                        .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(changes).join();

        Vault again = open();
        assertThat(IntStream.range(0, 20))
                .allSatisfy(i -> assertThat(again.password("a" + i)).contains(Secret.of("p" + i)));
    }

    @Test
    void neitherFilesNorMessagesNorLogsShowWhatIsInTheVault() throws IOException { // defect 23
        Vault vault = open();
        vault.putPassword("work", Secret.of(PASSWORD));
        byte[] sealed = Files.readAllBytes(vaultFile());
        byte[] damaged = sealed.clone();
        damaged[40] ^= 1;
        Files.write(vaultFile(), damaged);
        String inMessages = refusal().toString();
        Files.write(vaultFile(), sealed);

        assertThat(
                        Stream.concat(
                                LogRecorder.lines().stream(),
                                Stream.of(
                                        inMessages,
                                        new String(sealed, StandardCharsets.ISO_8859_1))))
                .noneMatch(text -> text.contains(PASSWORD));
    }

    private Vault open() {
        return Vault.open(lock, keyFile);
    }

    private StateException refusal() {
        return catchThrowableOfType(StateException.class, this::open);
    }

    private Path vaultFile() {
        return lock.directory().vault();
    }
}
