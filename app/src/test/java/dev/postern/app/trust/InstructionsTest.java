package dev.postern.app.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;

class InstructionsTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "debian", "fedora", "macos", "windows", "thunderbird", "firefox", "java", "mutt",
                "neomutt", "mbsync", "msmtp", "offlineimap", "fetchmail", "curl", "python", "node",
                "git"
            })
    void eachKindOfProgramIsGivenTheFile(String name) throws Exception {
        RootCertificate root = TestRoot.in(directory);
        assertThat(steps(root, name)).anyMatch(step -> step.contains(root.file().toString()));
    }

    @Test
    void aPathWithASpaceIsQuoted() throws Exception {
        RootCertificate root =
                TestRoot.in(Files.createDirectories(directory.resolve("Application Support")));
        assertThat(steps(root, "msmtp")).containsExactly("tls_trust_file \"" + root.file() + '"');
    }

    @Test
    void theKeytoolLineMakesAStoreThatHoldsTheRoot() throws Exception {
        RootCertificate root = TestRoot.in(directory);
        String line =
                steps(root, "java").stream()
                        .filter(step -> step.contains("-keystore postern.p12"))
                        .findFirst()
                        .orElseThrow();
        run(line.replaceFirst("^keytool", keytool()));
        KeyStore store =
                KeyStore.getInstance(
                        directory.resolve("postern.p12").toFile(), "changeit".toCharArray());
        assertThat(store.getCertificate(root.name())).isEqualTo(root.certificate());
    }

    private static List<String> steps(RootCertificate root, String name) {
        return Instructions.of(root).stream()
                .filter(instruction -> instruction.name().equals(name))
                .findFirst()
                .orElseThrow()
                .steps();
    }

    /** Of the Java that runs this. */
    private static String keytool() {
        return Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    }

    /** As a person would, in a shell. */
    private void run(String line) throws Exception {
        Process process =
                new ProcessBuilder("sh", "-c", line)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("said").toFile())
                        .start();
        process.getOutputStream().close();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(line).isZero();
    }
}
