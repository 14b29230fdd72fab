package dev.postern.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What users install, started as they start it: target/postern/bin/postern. */
class LauncherIT {
    private static final Path LAUNCHER = Path.of("target", "postern", "bin", "postern");

    /** A JVM takes a second to start; a loaded build machine, many. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path home;
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    private Process start(File output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", LAUNCHER.toString()));
        command.addAll(Arrays.asList(arguments));
        command.addAll(
                List.of(
                        "--config", home.resolve("config").toString(),
                        "--state", home.resolve("state").toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output)
                        .start();
        started.add(process);
        return process;
    }

    private String run(int expected, String... arguments) throws Exception {
        File output = Files.createTempFile(home, "out", ".txt").toFile();
        Process process = start(output, arguments);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        String printed = Files.readString(output.toPath());
        assertThat(process.exitValue()).as(printed).isEqualTo(expected);
        return printed;
    }

    private void configure() throws IOException {
        Path configuration = Files.createDirectories(home.resolve("config"));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    configuration.resolve("postern.toml"),
                    "[[listener]]\nprotocol = \"imap\"\nport = " + free.getLocalPort() + "\n");
        }
    }

    @Test
    void serveReloadsOnHangUpAndEndsCleanlyOnTerminate() throws Exception {
        configure();
        run(0, "init");
        Path log = home.resolve("serve.log");
        Process serving = start(log.toFile(), "serve");
        await().atMost(PATIENCE).until(() -> Files.readString(log).contains("Listening"));
        await().atMost(PATIENCE).until(() -> Files.exists(home.resolve("state/postern.sock")));
        assertThat(run(4, "serve")).contains("pid " + serving.pid());
        Files.writeString(home.resolve("config/postern.toml"), "[[listener]]\nport = \"x\"\n");
        new ProcessBuilder("kill", "-HUP", Long.toString(serving.pid())).start().waitFor();
        await().atMost(PATIENCE).until(() -> Files.readString(log).contains("has a fault"));
        serving.destroy(); // which is SIGTERM
        assertThat(serving.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(serving.exitValue()).as(Files.readString(log)).isZero();
        assertThat(home.resolve("state/postern.sock")).doesNotExist();
    }

    @Test
    void theVersionIsThatOfTheArchive() throws Exception {
        assertThat(run(0, "--version")).containsPattern("postern [0-9]+\\.[0-9]+").contains("Java");
    }
}
