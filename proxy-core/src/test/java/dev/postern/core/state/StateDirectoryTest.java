package dev.postern.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.core.state.StateException.Fault;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

final class StateDirectoryTest {

    @TempDir Path temporary;

    @Test
    void missingDirectoriesAreMadeForTheOwnerOnly() throws IOException {
        Path path = temporary.resolve("local/state/postern");
        StateDirectory.open(path);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx---rwx"})
    void aDirectoryInWhichOthersMayWriteIsRefusedWithTheCommandThatHelps(String permissions)
            throws IOException {
        Path path = Files.createDirectory(temporary.resolve("state"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));

        StateException refusal =
                catchThrowableOfType(StateException.class, () -> StateDirectory.open(path));
        assertThat(refusal.fault()).isEqualTo(Fault.UNSAFE);
        assertThat(refusal).hasMessageContaining("chmod go-w '%s'".formatted(path));
    }

    @Test
    void aFileInItsPlaceIsRefused() throws IOException {
        Path path = Files.createFile(temporary.resolve("state"));

        StateException refusal =
                catchThrowableOfType(StateException.class, () -> StateDirectory.open(path));
        assertThat(refusal.fault()).isEqualTo(Fault.INACCESSIBLE);
    }
}
