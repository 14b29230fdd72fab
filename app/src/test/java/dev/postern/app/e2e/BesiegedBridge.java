package dev.postern.app.e2e;

import static org.awaitility.Awaitility.await;

import dev.postern.app.control.ControlClient;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.OpenState;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.app.operation.VaultAccess;
import dev.postern.config.Locations;
import dev.postern.core.access.SecretForm;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

/**
 * What users install, as a process of its own with the heap that is shipped, so that its memory can
 * be seen from outside. Its provider is in this process, and answers every command with OK.
 */
final class BesiegedBridge implements AutoCloseable {

    /** A JVM takes a second to start; on a loaded build machine, many. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Path LAUNCHER = Path.of("target", "postern", "bin", "postern");

    /** An app without limits, and one behind the gates. */
    static final String FREE = "free";

    static final String GATED = "gated";

    /** Where it listens. */
    enum Door {
        IMAP,
        IMAP_TLS,
        SMTP,
        SMTP_TLS,
        METRICS
    }

    private final StandInServer imap = ObedientProvider.imap();
    private final StandInServer smtp = ObedientProvider.smtp();
    private final Map<Door, Integer> ports = freePorts();
    private final Locations locations;
    private final Process process;
    private final SSLContext trust;
    private final String freePassword;
    private final String gatedPassword;

    /**
     * @param home for its files
     * @param before shell commands that are run before it starts, each with its semicolon
     * @param settings of {@code [bridge]}, each on a line
     */
    BesiegedBridge(Path home, String before, String settings) throws Exception {
        locations =
                Locations.ofUser()
                        .withConfiguration(home.resolve("config"))
                        .withState(home.resolve("state"));
        Files.createDirectories(
                locations.configuration(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(
                locations.files().main(),
                "[bridge]\nmetrics = \"127.0.0.1:%d\"\n%s\n".formatted(port(Door.METRICS), settings)
                        + listeners()
                        + account());
        try (OpenState state = OpenState.open(locations, VaultAccess.unattended())) {
            state.vault().putPassword(TestBridge.ACCOUNT, Secret.of(TestBridge.PROVIDER_PASSWORD));
        }
        process =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "%s exec sh %s serve --config %s --state %s"
                                        .formatted(
                                                before,
                                                LAUNCHER,
                                                locations.configuration(),
                                                locations.state()))
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("serve.log").toFile())
                        .start();
        await().atMost(PATIENCE)
                .until(() -> ControlClient.find(locations.controlSocket()).isPresent());
        Operations operations = ControlClient.find(locations.controlSocket()).orElseThrow();
        freePassword = issue(operations, FREE);
        gatedPassword = issue(operations, GATED);
        trust = DeviceBridge.trust(locations);
    }

    private static Map<Door, Integer> freePorts() throws IOException {
        Map<Door, ServerSocket> held = new EnumMap<>(Door.class);
        for (Door door : Door.values()) {
            held.put(door, new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        Map<Door, Integer> ports = new EnumMap<>(Door.class);
        held.forEach((door, socket) -> ports.put(door, socket.getLocalPort()));
        for (ServerSocket socket : held.values()) {
            socket.close();
        }
        return ports;
    }

    private String listeners() {
        return listener(Door.IMAP, "imap", "starttls-optional")
                + listener(Door.IMAP_TLS, "imap", "tls")
                + listener(Door.SMTP, "smtp", "starttls-optional")
                + listener(Door.SMTP_TLS, "smtp", "tls");
    }

    private String listener(Door door, String protocol, String security) {
        return """
        [[listener]]
        protocol = "%s"
        port = %d
        addresses = ["127.0.0.1"]
        security = "%s"

        """
                .formatted(protocol, port(door), security);
    }

    private String account() {
        String servers =
                """
                [[account]]
                name = "%s"
                address = "%s"
                [account.imap]
                host = "localhost"
                port = %d
                ca_file = "%s"
                [account.smtp]
                host = "localhost"
                port = %d
                ca_file = "%4$s"

                """
                        .formatted(
                                TestBridge.ACCOUNT,
                                TestBridge.USER,
                                imap.port(),
                                TestCertificates.authorityFile(),
                                smtp.port());
        String app = "[[app]]\nname = \"%s\"\naccount = \"%s\"\nprotocols = [\"imap\", \"smtp\"]\n";
        return servers
                + app.formatted(FREE, TestBridge.ACCOUNT)
                + app.formatted(GATED, TestBridge.ACCOUNT)
                + "imap = \"append-only\"\n";
    }

    private static String issue(Operations operations, String app) {
        if (operations.carryOut(new Request.IssueSecret(app, SecretForm.USUAL))
                instanceof Answer.Issued issued) {
            return issued.password().revealText();
        }
        throw new AssertionError("no password for " + app);
    }

    int port(Door door) {
        return ports.get(door);
    }

    List<Integer> ports(Door... doors) {
        return Stream.of(doors).map(this::port).toList();
    }

    Path controlSocket() {
        return locations.controlSocket();
    }

    Peer connect(Door door) throws IOException {
        return switch (door) {
            case IMAP, SMTP, METRICS -> Peer.connect(port(door));
            case IMAP_TLS, SMTP_TLS -> Peer.connect(port(door), trust);
        };
    }

    /** Ends politely: behind a bare end of input the bridge would hold the session for a while. */
    void logOut(Door door, Peer peer) throws IOException {
        peer.send(door == Door.IMAP || door == Door.IMAP_TLS ? "z LOGOUT\r\n" : "QUIT\r\n");
        peer.rest();
        peer.close();
    }

    /** Logs in, and so is connected to the provider. */
    Peer loggedIn(Door door) throws IOException {
        return switch (door) {
            case IMAP, IMAP_TLS -> imap(connect(door), freePassword);
            case SMTP, SMTP_TLS -> smtp(connect(door));
            case METRICS -> throw new IllegalArgumentException("nobody logs in there");
        };
    }

    Peer loggedInBehindTheGate() throws IOException {
        return imap(connect(Door.IMAP), gatedPassword);
    }

    private static Peer imap(Peer peer, String password) throws IOException {
        peer.lineStarting("* OK");
        peer.send("o LOGIN %s %s\r\n".formatted(TestBridge.USER, password));
        letIn(peer, "o ", "o OK");
        return peer;
    }

    private Peer smtp(Peer peer) throws IOException {
        peer.lineStarting("220 ");
        peer.send("EHLO owner\r\n");
        peer.lineStarting("250 ");
        peer.send("AUTH PLAIN " + BeforeTlsIT.plain(TestBridge.USER, freePassword) + "\r\n");
        letIn(peer, "", "235 ");
        return peer;
    }

    private static void letIn(Peer peer, String tag, String expected) throws IOException {
        String answer = peer.lineStarting(tag);
        if (answer.startsWith("421 ") || answer.startsWith("* BYE ")) {
            throw new IOException("made room for others: " + answer);
        }
        if (!answer.startsWith(expected)) {
            throw new AssertionError("the owner was refused: " + answer);
        }
    }

    /** Resident memory of the process, in MiB: heap, buffers, TLS, and the JVM itself. */
    long residentMebibytes() throws IOException {
        try (Stream<String> lines = Files.lines(proc("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Open files and connections of the process. */
    long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(proc("fd"))) {
            return open.count();
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    /** What the bridge says itself of sessions that are open; empty: there are none. */
    List<String> openSessions() throws IOException {
        try (Peer asking = connect(Door.METRICS)) {
            asking.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            return new String(asking.rest(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("postern_sessions_open{"))
                    .toList();
        }
    }

    String log() throws IOException {
        return Files.readString(locations.configuration().resolveSibling("serve.log"));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        imap.close();
        smtp.close();
    }
}
