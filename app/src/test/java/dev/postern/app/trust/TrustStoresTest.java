package dev.postern.app.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.trust.Machine.Platform;
import dev.postern.app.trust.Outcome.Done;
import dev.postern.app.trust.Outcome.NotDone;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** On a machine in a directory, whose programs write down what they were asked to do. */
class TrustStoresTest {
    @TempDir private Path directory;

    private Path anchors;
    private Path profile;
    private RootCertificate root;

    @BeforeEach
    void makeTheMachine() throws Exception {
        anchors = directory.resolve("usr/local/share/ca-certificates");
        profile = directory.resolve("home/.thunderbird/x1.default");
        Files.createDirectories(anchors);
        Files.createDirectories(profile);
        Files.createFile(profile.resolve("cert9.db"));
        Files.createDirectories(directory.resolve("bin"));
        root = TestRoot.in(directory);
    }

    @Test
    void debianGetsTheFileAndUpdatesItsStore() throws Exception {
        program("update-ca-certificates", 0);
        program("certutil", 0);
        assertThat(stores().install(root)).hasSize(2).allMatch(Done.class::isInstance);
        assertThat(anchors.resolve(root.name() + ".crt")).hasSameTextualContentAs(root.file());
        assertThat(asked("update-ca-certificates")).hasSize(1);
    }

    @Test
    void aProfileGetsTheRootAsAnAuthorityForServers() throws Exception {
        program("certutil", 0);
        stores().install(root);
        assertThat(asked("certutil"))
                .containsExactly(
                        "-A -d sql:%s -n %s -t C,, -i %s"
                                .formatted(profile, root.name(), root.file()));
    }

    @Test
    void uninstallingUndoesBoth() throws Exception {
        program("update-ca-certificates", 0);
        program("certutil", 0);
        stores().install(root);
        assertThat(stores().uninstall(root)).hasSize(2).allMatch(Done.class::isInstance);
        assertThat(anchors).isEmptyDirectory();
        assertThat(asked("update-ca-certificates")).containsExactly("", "--fresh");
        assertThat(asked("certutil").getLast())
                .isEqualTo("-D -d sql:%s -n %s".formatted(profile, root.name()));
    }

    @Test
    void uninstallingWhatWasNeverInstalledIsFine() throws Exception {
        program("update-ca-certificates", 0);
        program("certutil", 255);
        assertThat(stores().uninstall(root)).hasSize(2).allMatch(Done.class::isInstance);
    }

    @Test
    void whoMayNotWriteIsToldWhatRootTypes() throws Exception {
        program("update-ca-certificates", 0);
        program("certutil", 0);
        // Not by permissions, which mean nothing to a test that root runs.
        Files.createDirectories(anchors.resolve(root.name() + ".crt").resolve("in the way"));
        assertThat(stores().install(root).getFirst())
                .isInstanceOf(NotDone.class)
                .extracting(Outcome::sentence)
                .asString()
                .contains(
                        "only root may",
                        "sudo install -m 644 %s /usr/local/share/ca-certificates/%s.crt"
                                .formatted(root.file(), root.name()),
                        "sudo update-ca-certificates");
    }

    @Test
    void withoutCertutilItSaysWhatToInstall() throws Exception {
        program("update-ca-certificates", 0);
        assertThat(stores().install(root).getLast())
                .isInstanceOf(NotDone.class)
                .extracting(Outcome::sentence)
                .asString()
                .contains(profile.toString(), "libnss3-tools");
    }

    @Test
    void aProgramThatFailsIsQuoted() throws Exception {
        program("update-ca-certificates", 3);
        program("certutil", 0);
        assertThat(stores().install(root).getFirst())
                .isEqualTo(new NotDone("update-ca-certificates ended with 3: it did not work"));
    }

    @Test
    void aMacGetsItInTheLoginKeychain() throws Exception {
        program("security", 0);
        program("certutil", 0);
        stores(Platform.MACOS).install(root);
        assertThat(asked("security"))
                .containsExactly(
                        "add-trusted-cert -r trustRoot -k %s %s"
                                .formatted(
                                        directory.resolve(
                                                "home/Library/Keychains/login.keychain-db"),
                                        root.file()));
    }

    private TrustStores stores() {
        return stores(Platform.LINUX);
    }

    private TrustStores stores(Platform platform) {
        return new TrustStores(
                new Machine(
                        directory,
                        directory.resolve("home"),
                        platform,
                        List.of(directory.resolve("bin"))));
    }

    private void program(String name, int code) throws IOException {
        Path program = directory.resolve("bin").resolve(name);
        Files.createFile(
                program,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(
                program,
                "#!/bin/sh\necho \"$*\" >> '%s'\necho it did not work\nexit %d\n"
                        .formatted(directory.resolve(name + ".asked"), code));
    }

    private List<String> asked(String name) throws IOException {
        return Files.readAllLines(directory.resolve(name + ".asked"));
    }
}
