package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.Tally;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stops the whole process of a bridge for longer than it waits for anything, and lets it go on: as
 * a laptop does that is closed for the night.
 */
@Tag("torture")
@Timeout(120)
class SuspendIT {

    /** Sessions that were open before, in each state. */
    private static final int OF_EACH = 5;

    private final StandInServer provider = provider();
    @TempDir private Path directory;
    private Process bridge;
    private int port;
    private String password;

    private static StandInServer provider() {
        try {
            return StandIns.imap(peer -> {
                for (String line = peer.line(); ; line = peer.line()) {
                    peer.send(StandIns.tag(line) + " OK done\r\n");
                }
            });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        bridge =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BridgeToSuspend.class.getName(),
                                Integer.toString(provider.port()),
                                TestBridge.AUTHORITY.writePem(directory).toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader said = bridge.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        while (!line.matches("[0-9]+ pst_.*")) {
            line = said.readLine();
        }
        port = Integer.parseInt(line.substring(0, line.indexOf(' ')));
        password = line.substring(line.indexOf(' ') + 1);
    }

    @AfterEach
    void end() throws IOException {
        bridge.destroyForcibly();
        provider.close();
    }

    @Test
    void afterASuspendEachSessionGoesOnOrEndsAndTheOwnerLogsInAtOnce() throws Exception {
        List<Peer> silent = new ArrayList<>();
        List<Peer> relayed = new ArrayList<>();
        for (int i = 0; i < OF_EACH; i++) {
            silent.add(Peer.connect(port));
            silent.getLast().lineStarting("* OK");
            relayed.add(Peer.connect(port));
            login(relayed.getLast());
        }
        int before = provider.connections();
        signal("STOP");
        await().until(this::isStopped);
        Peer meanwhile = Peer.connect(port); // into the queue of the kernel
        meanwhile.send("a LOGIN %s %s\r\n".formatted(TestBridge.USER, password));
        long stopped = System.nanoTime();
        await().pollDelay(BridgeToSuspend.LONGEST_DEADLINE.plusSeconds(1))
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        System.nanoTime() - stopped > BridgeToSuspend.LONGEST_DEADLINE.toNanos());
        signal("CONT");

        try (Peer owner = Peer.connect(port)) {
            login(owner);
            assertThat(owner.send("b NOOP\r\n").lineStarting("b ")).startsWith("b OK");
        }
        assertThat(meanwhile.lineStarting("a ")).startsWith("a OK");
        int held = 0;
        for (Peer each : silent) {
            // It had its time, and is told so or just let go.
            each.rest();
            held++;
        }
        for (Peer each : relayed) {
            held += endsOrAnswers(each) ? 1 : 0;
        }
        assertThat(provider.connections() - before)
                .as("nobody but the two that logged in has dialled")
                .isEqualTo(2);
        assertThat(bridge.isAlive()).isTrue();
        Tally.count(
                "crashes",
                "sessions after SIGSTOP for longer than all deadlines",
                2 * OF_EACH + 2,
                held + 2);
        assertThat(held).isEqualTo(2 * OF_EACH);
        for (Peer each : List.of(meanwhile, relayed.getFirst(), silent.getFirst())) {
            each.close();
        }
    }

    /** Each thread stops when it comes to it. */
    private boolean isStopped() throws IOException {
        try (Stream<Path> threads =
                Files.list(Path.of("/proc", Long.toString(bridge.pid()), "task"))) {
            return threads.allMatch(thread -> state(thread).startsWith("State:\tT"));
        }
    }

    private static String state(Path thread) {
        try (Stream<String> lines = Files.lines(thread.resolve("status"))) {
            return lines.filter(line -> line.startsWith("State:")).findFirst().orElseThrow();
        } catch (IOException over) {
            return "State:\tT"; // it has ended
        }
    }

    /** Not half: a session that is there answers, and one that is not is closed. */
    private static boolean endsOrAnswers(Peer session) {
        try {
            session.send("c NOOP\r\n");
            return session.lineStarting("c ").startsWith("c OK");
        } catch (SocketTimeoutException hangs) {
            return false;
        } catch (IOException ended) {
            return true;
        }
    }

    private void login(Peer peer) throws IOException {
        peer.send("a LOGIN %s %s\r\n".formatted(TestBridge.USER, password));
        assertThat(peer.lineStarting("a ")).startsWith("a OK");
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(bridge.pid())).start().waitFor();
    }
}
