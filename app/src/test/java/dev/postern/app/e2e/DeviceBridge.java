package dev.postern.app.e2e;

import dev.postern.app.bridge.Bridge;
import dev.postern.app.operation.OpenState;
import dev.postern.app.operation.VaultAccess;
import dev.postern.config.Locations;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.Peer;

import io.netty.util.NetUtil;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A bridge with the files of a person who has a printer at 127.0.0.1: two listeners for it, one
 * without TLS and one that offers it.
 */
final class DeviceBridge implements AutoCloseable {

    /** The app, as far as a test may change it. */
    static final String LIMITS =
            """
            sources = ["127.0.0.1"]
            senders = ["printer@example.org"]
            recipients = ["ann@example.org"]
            max_message_size = "2 KiB"
            """;

    private final Locations locations;
    private final Upstream upstream;
    private final int plainPort;
    private final int startTlsPort;
    private final Bridge bridge;

    DeviceBridge(Path home, Provider provider) throws Exception {
        this(home, provider.upstreams().get(Protocol.SMTP));
    }

    DeviceBridge(Path home, Upstream upstream) throws Exception {
        this.upstream = upstream;
        locations =
                Locations.ofUser()
                        .withConfiguration(home.resolve("config"))
                        .withState(home.resolve("state"));
        Files.createDirectories(
                locations.configuration(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        int[] ports = freePorts();
        plainPort = ports[0];
        startTlsPort = ports[1];
        configure(LIMITS);
        try (OpenState state = OpenState.open(locations, VaultAccess.unattended())) {
            state.vault().putPassword(TestBridge.ACCOUNT, Secret.of(TestBridge.PROVIDER_PASSWORD));
        }
        bridge = new Bridge(locations, VaultAccess.unattended(), "test");
    }

    private static int[] freePorts() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        int[] ports = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        for (ServerSocket socket : held) {
            socket.close();
        }
        return ports;
    }

    AuditedLines audited() {
        return new AuditedLines(locations.state().resolve("audit"));
    }

    /** Writes the configuration, with these limits of the printer. */
    void configure(String limits) throws IOException {
        write(listener(plainPort, "none") + listener(startTlsPort, "starttls-optional"), limits);
    }

    /** Writes a configuration in which the printer has no listener any more. */
    void configureWithoutListeners() throws IOException {
        write("[[listener]]\nprotocol = \"smtp\"\nport = %d\n\n".formatted(startTlsPort), LIMITS);
    }

    /** What the running bridge is to take over. */
    void reload() {
        bridge.reload();
    }

    private void write(String listeners, String limits) throws IOException {
        Path pem =
                switch (upstream.trust()) {
                    case Trust.ExtraAuthority(Path file) -> file;
                    case Trust.RuntimeAuthorities none -> throw new AssertionError(none);
                    case Trust.Pinned none -> throw new AssertionError(none);
                };
        String text =
                listeners
                        + """
                        [[account]]
                        name = "%s"
                        address = "%s"
                        [account.smtp]
                        host = "%s"
                        port = %d
                        ca_file = "%s"

                        [[app]]
                        name = "printer"
                        account = "%1$s"
                        protocols = ["smtp"]
                        """
                                .formatted(
                                        TestBridge.ACCOUNT,
                                        TestBridge.USER,
                                        upstream.host(),
                                        upstream.port(),
                                        pem)
                        + limits;
        Path written =
                Files.writeString(Files.createTempFile(locations.configuration(), "new", ""), text);
        Files.move(written, locations.files().main(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String listener(int port, String security) {
        return """
        [[listener]]
        protocol = "smtp"
        addresses = ["127.0.0.1"]
        port = %d
        security = "%s"
        auth = "none"
        app = "printer"

        """
                .formatted(port, security);
    }

    /** The printer connects. */
    Peer connect() throws IOException {
        return connect("127.0.0.1", plainPort);
    }

    /** The printer connects where TLS is offered. */
    Peer connectForTls() throws IOException {
        return connect("127.0.0.1", startTlsPort);
    }

    /** Somebody at another address of this machine connects. */
    Peer connectFrom(String address) throws IOException {
        return connect(address, plainPort);
    }

    private static Peer connect(String from, int port) throws IOException {
        return new Peer(
                new Socket(
                        NetUtil.LOCALHOST4,
                        port,
                        NetUtil.createInetAddressFromIpAddressString(from),
                        0));
    }

    /** Of a device that was told to trust the bridge's certificate. */
    SSLContext trust() throws Exception {
        return trust(locations);
    }

    /** Of a client that trusts the certificate of the bridge whose files these are. */
    static SSLContext trust(Locations locations) throws Exception {
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        try (InputStream pem = Files.newInputStream(locations.state().resolve("local-root.pem"))) {
            roots.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @Override
    public void close() {
        bridge.close();
    }
}
