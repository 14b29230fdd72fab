package dev.postern.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.StateException.Fault;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

final class KeyFileTest {

    @TempDir Path temporary;

    @Test
    void aKeyIsTheSameWhenReadAgain() {
        Secret made = file().create();

        assertThat(made.length()).isEqualTo(32);
        assertThat(file().read()).contains(made);
    }

    @Test
    void aKeyIsNeverReplaced() {
        Secret made = file().create();

        assertThatThrownBy(() -> file().create()).isInstanceOf(StateException.class);
        assertThat(file().read()).contains(made);
    }

    /** As a process does that is killed after the link and before it takes the draft away. */
    @Test
    void aSecondNameOfTheKeyThatAKillHasLeftIsTakenAwayWhenTheVaultOpens() throws IOException {
        Secret made = file().create();
        Path second = Files.createLink(temporary.resolve("data/vault.key.new"), file().path());
        file().settle(VaultKey.of(VaultKeyKind.FILE, made));

        assertThat(second).doesNotExist();
        assertThat(file().read()).contains(made);
    }

    @Test
    void theDirectoryIsMadeForTheOwnerOnly() throws IOException {
        file().create();

        assertThat(shown(file().path().getParent())).isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-", "rw-r--r--"})
    void aKeyThatOthersMayReadOrWriteIsRefusedWithTheCommandThatHelps(String permissions)
            throws IOException {
        file().create();
        Files.setPosixFilePermissions(file().path(), PosixFilePermissions.fromString(permissions));

        StateException refusal = catchThrowableOfType(StateException.class, () -> file().read());
        assertThat(refusal.fault()).isEqualTo(Fault.UNSAFE);
        assertThat(refusal).hasMessageContaining("chmod 600 '%s'".formatted(file().path()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void aKeyOfAnotherLengthIsRefused(int length) throws IOException {
        file().create();
        Files.write(file().path(), new byte[length]);

        StateException refusal = catchThrowableOfType(StateException.class, () -> file().read());
        assertThat(refusal.fault()).isEqualTo(Fault.KEY_DAMAGED);
    }

    @Test
    void aDirectoryInWhichOthersMayWriteIsRefused() throws IOException {
        Files.createDirectory(file().path().getParent());
        Files.setPosixFilePermissions(
                file().path().getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));

        StateException refusal = catchThrowableOfType(StateException.class, () -> file().create());
        assertThat(refusal.fault()).isEqualTo(Fault.UNSAFE);
    }

    private KeyFile file() {
        return new KeyFile(temporary.resolve("data/vault.key"));
    }

    private static String shown(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
