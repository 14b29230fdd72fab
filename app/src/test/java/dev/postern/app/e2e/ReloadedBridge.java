package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.bridge.Bridge;
import dev.postern.app.control.ControlClient;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.OpenState;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.app.operation.VaultAccess;
import dev.postern.config.Locations;
import dev.postern.core.access.SecretForm;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.Peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;

/**
 * A whole bridge with its files, whose app {@code transfer} stays as it is while others change: an
 * app {@code other}, more apps that come and go, and a listener.
 */
final class ReloadedBridge implements AutoCloseable {
    private static final int EVERY_TENTH = 10;

    private final Locations locations;
    private final Upstream upstream;
    private final Bridge bridge;
    private final Operations operations;
    private final List<Integer> ports = freePorts();
    private final SSLContext trust;
    private final String transferPassword;
    private final String otherPassword;

    ReloadedBridge(Path home, int providerPort) throws Exception {
        upstream = TestBridge.upstream(providerPort, UpstreamTls.IMPLICIT);
        locations =
                Locations.ofUser()
                        .withConfiguration(home.resolve("config"))
                        .withState(home.resolve("state"));
        Files.createDirectories(
                locations.files().apps(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        write(locations.files().main(), main("full", false));
        try (OpenState state = OpenState.open(locations, VaultAccess.unattended())) {
            state.vault().putPassword(TestBridge.ACCOUNT, Secret.of(TestBridge.PROVIDER_PASSWORD));
        }
        bridge = new Bridge(locations, VaultAccess.unattended(), "test");
        operations = ControlClient.find(locations.controlSocket()).orElseThrow();
        transferPassword = issue("transfer");
        otherPassword = issue("other");
        trust = DeviceBridge.trust(locations);
    }

    private static List<Integer> freePorts() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
        for (ServerSocket socket : held) {
            socket.close();
        }
        return ports;
    }

    private String issue(String app) {
        if (operations.carryOut(new Request.IssueSecret(app, SecretForm.USUAL))
                instanceof Answer.Issued issued) {
            return issued.password().revealText();
        }
        throw new AssertionError("no password for " + app);
    }

    private String main(String profile, boolean oneMore) {
        Path pem =
                switch (upstream.trust()) {
                    case Trust.ExtraAuthority(Path file) -> file;
                    case Trust.RuntimeAuthorities none -> throw new AssertionError(none);
                    case Trust.Pinned none -> throw new AssertionError(none);
                };
        return listener(ports.get(0), "starttls-optional")
                + listener(ports.get(1), "tls")
                + (oneMore ? listener(ports.get(2), "none") : "")
                + """
                [[account]]
                name = "%s"
                address = "%s"
                [account.imap]
                host = "%s"
                port = %d
                ca_file = "%s"

                [[app]]
                name = "transfer"
                account = "%1$s"
                protocols = ["imap"]

                [[app]]
                name = "other"
                account = "%1$s"
                protocols = ["imap"]
                imap = "%s"
                """
                        .formatted(
                                TestBridge.ACCOUNT,
                                TestBridge.USER,
                                upstream.host(),
                                upstream.port(),
                                pem,
                                profile);
    }

    private static String listener(int port, String security) {
        return "[[listener]]\nprotocol = \"imap\"\nport = %d\nsecurity = \"%s\"\n\n"
                .formatted(port, security);
    }

    /** Writes other files; how much they differ depends on how often that was done. */
    void change(int time) throws IOException {
        write(
                locations.files().main(),
                main(time % 2 == 0 ? "read-only" : "no-delete", time % EVERY_TENTH == 0));
        Path more = locations.files().apps().resolve("more.toml");
        if (time % 3 == 0) {
            Files.deleteIfExists(more);
        } else {
            write(
                    more,
                    "[[app]]\nname = \"more%d\"\naccount = \"%s\"\nprotocols = [\"imap\"]\n"
                            .formatted(time, TestBridge.ACCOUNT));
        }
    }

    private void write(Path file, String text) throws IOException {
        Path written =
                Files.writeString(Files.createTempFile(locations.configuration(), "new", ""), text);
        // Without this Java takes the old file away first, and for a moment there is none.
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What it objected to. */
    List<String> reload() {
        return switch (operations.carryOut(new Request.Reload())) {
            case Answer.Done(List<String> notes) -> notes;
            case Answer other -> List.of(other.toString());
        };
    }

    /** As the app that stays. */
    Peer loggedIn(boolean tls) throws IOException {
        return loggedIn(
                tls ? Peer.connect(ports.get(1), trust) : Peer.connect(ports.get(0)),
                transferPassword);
    }

    Peer loggedInAsOther() throws IOException {
        return loggedIn(Peer.connect(ports.get(0)), otherPassword);
    }

    private static Peer loggedIn(Peer peer, String password) throws IOException {
        peer.lineStarting("* OK");
        peer.send("a LOGIN %s %s\r\n".formatted(TestBridge.USER, password));
        assertThat(peer.lineStarting("a ")).startsWith("a OK");
        return peer;
    }

    @Override
    public void close() {
        bridge.close();
    }
}
