package dev.postern.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

final class AtomicFileTest {

    @TempDir Path temporary;

    @Test
    void whatWasWrittenIsRead() throws IOException {
        file().replace(octets("old"));
        file().replace(octets("new"));

        assertThat(file().read()).hasValue(octets("new"));
    }

    @Test
    void noFileIsNoContent() throws IOException {
        assertThat(file().read()).isEmpty();
    }

    @Test
    void nothingButTheFileIsLeft() throws IOException {
        file().replace(octets("content"));

        assertThat(temporary).isDirectoryContaining(path -> path.equals(file().path()));
        try (var files = Files.list(temporary)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aReaderSeesTheOldContentUntilTheNewIsWhole() throws IOException {
        file().replace(octets("old"));
        try (var reader = Files.newInputStream(file().path())) {
            file().replace(octets("new"));
            assertThat(reader.readAllBytes()).isEqualTo(octets("old"));
        }
    }

    @Test
    void aFailedWriteLeavesTheOldContent() throws IOException {
        file().replace(octets("old"));
        Files.createDirectories(temporary.resolve("file.new/occupied"));

        assertThatThrownBy(() -> file().replace(octets("new"))).isInstanceOf(IOException.class);
        assertThat(file().read()).hasValue(octets("old"));
    }

    @Test
    void aLeftoverThatPointsElsewhereIsNotFollowed() throws IOException {
        Path victim = Files.writeString(temporary.resolve("victim"), "precious");
        Files.createSymbolicLink(temporary.resolve("file.new"), victim);
        file().replace(octets("new"));

        assertThat(victim).hasContent("precious");
    }

    @Test
    void aPublicFileMayBeReadByEverybody() throws IOException {
        AtomicFile file = new AtomicFile(temporary.resolve("file"), AtomicFile.Readers.EVERYBODY);
        file.replace(octets("certificate"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-r--r--");
    }

    private AtomicFile file() {
        return new AtomicFile(temporary.resolve("file"), AtomicFile.Readers.OWNER);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
