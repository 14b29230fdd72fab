package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.testing.Peer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Listeners that change while the bridge runs. */
class ReloadListenersTest {
    private static final String REAL = "the real password";

    @TempDir private Path home;
    private Installation postern;
    private ProviderStandIn provider;
    private String password = "";

    @BeforeEach
    void serve() throws Exception {
        postern = Installation.in(home);
        postern.succeed("init");
        provider = new ProviderStandIn(REAL);
        postern.addAccount("jo@example.org", REAL, provider);
        password = Installation.password(postern.succeed("app", "add", "reader", "--json"));
        postern.serve();
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
        provider.close();
    }

    private MailProgram loggedIn(int port) throws IOException {
        return MailProgram.loggedIn(port, "jo", password);
    }

    private static void assertAlive(MailProgram program) throws IOException {
        assertThat(program.ask("NOOP")).isEqualTo("a OK done NOOP");
    }

    /** The files say this from now on, and nothing else of listeners. */
    private void listeners(String... tables) throws IOException {
        postern.write("postern.toml", String.join("\n", tables));
    }

    private static String imap(int port, String... more) {
        return "[[listener]]\nprotocol = \"imap\"\nport = %d\n".formatted(port)
                + String.join("\n", more)
                + "\n";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aNewListenerOpensAndSessionsOfTheOthersGoOn() throws Exception {
        int port = freePort();
        try (MailProgram before = loggedIn(postern.imapPort());
                MailProgram halfway = new MailProgram(postern.imapPort())) {
            listeners(imap(postern.imapPort()), imap(port));
            postern.succeed("reload");
            assertAlive(before);
            assertThat(halfway.login("jo", password)).startsWith("a OK");
            loggedIn(port).close();
            loggedIn(postern.imapPort()).close();
            assertThat(postern.succeed("status")).contains("127.0.0.1:" + port, "[::1]:" + port);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatDidNotChangeKeepsItsSocket() throws Exception {
        Set<String> before = listening(postern.imapPort());
        assertThat(before).isNotEmpty();
        listeners(imap(postern.imapPort()), imap(freePort()));
        postern.succeed("reload");
        assertThat(listening(postern.imapPort())).isEqualTo(before);
    }

    /** The inodes of the sockets that listen there, as the kernel has them. */
    private static Set<String> listening(int port) throws IOException {
        String local = ":" + HexFormat.of().withUpperCase().toHexDigits((short) port);
        Set<String> inodes = new TreeSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                lines.map(line -> line.strip().split(" +"))
                        .filter(row -> row[1].endsWith(local) && row[3].equals("0A"))
                        .forEach(row -> inodes.add(row[9]));
            }
        }
        return inodes;
    }

    @Test
    void aListenerThatIsGoneClosesAndItsSessionsGoOn() throws Exception {
        try (MailProgram before = loggedIn(postern.imapPort())) {
            int port = freePort();
            listeners(imap(port));
            postern.succeed("reload");
            assertThatThrownBy(() -> Peer.connect(postern.imapPort()))
                    .isInstanceOf(ConnectException.class);
            assertAlive(before);
            assertThat(postern.succeed("status")).doesNotContain(":" + postern.imapPort());
        }
    }

    @Test
    void aPortThatCannotBeHadLeavesEverythingAsItWas() throws Exception {
        int port = freePort();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MailProgram before = loggedIn(postern.imapPort())) {
            listeners(imap(port), imap(other.getLocalPort()));
            Files.delete(postern.configuration().resolve("apps.d/reader.toml"));
            Installation.Ran reload = postern.run("reload");
            assertThat(reload.code()).isEqualTo(ExitCode.REFUSED.number());
            assertThat(reload.err())
                    .contains("the running one stays", "port " + other.getLocalPort());
            assertThatThrownBy(() -> Peer.connect(port)).isInstanceOf(ConnectException.class);
            assertAlive(before);
            loggedIn(postern.imapPort()).close();
        }
    }

    /** Neither socket may be closed before the other is bound: a refused change changes nothing. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aListenerMovesBetweenLoopbackAndAllAddressesAndBack() throws Exception {
        int port = postern.imapPort();
        try (MailProgram before = loggedIn(port)) {
            listeners(imap(port, "addresses = [\"0.0.0.0\"]", "security = \"tls\""));
            postern.succeed("reload");
            assertThat(postern.succeed("status"))
                    .containsAnyOf(everywhere(port))
                    .doesNotContain("127.0.0.1:" + port);
            try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                listeners(imap(port), imap(other.getLocalPort()));
                assertThat(postern.run("reload").err()).contains("the running one stays");
                assertThat(postern.succeed("status")).containsAnyOf(everywhere(port));
            }
            listeners(imap(port));
            postern.succeed("reload");
            assertThat(postern.succeed("status"))
                    .contains("127.0.0.1:" + port)
                    .doesNotContain(everywhere(port));
            assertAlive(before);
            loggedIn(port).close();
        }
    }

    /** A socket for both families shows itself as one of IPv6. */
    private static String[] everywhere(int port) {
        return new String[] {"0.0.0.0:" + port, "[::]:" + port};
    }

    @Test
    void otherSecurityIsForNewConnections() throws Exception {
        try (MailProgram before = loggedIn(postern.imapPort());
                MailProgram halfway = new MailProgram(postern.imapPort())) {
            listeners(imap(postern.imapPort(), "security = \"tls\""));
            postern.succeed("reload");
            assertAlive(before);
            assertThat(halfway.login("jo", password)).startsWith("a OK");
            MailProgram after =
                    new MailProgram(
                            Peer.connect(
                                    postern.imapPort(),
                                    Trusting.only(postern.state().resolve("local-root.pem"))));
            assertThat(after.login("jo", password)).startsWith("a OK");
            after.close();
        }
    }

    @Test
    void aCertificateThatCannotBeUsedLeavesEverythingAsItWas() throws Exception {
        int port = freePort();
        postern.write("own.pem", "nothing\n");
        postern.write("own.key", "nothing\n");
        listeners(imap(port, "certificate = \"own.pem\"", "key = \"own.key\""));
        Installation.Ran reload = postern.run("reload");
        assertThat(reload.code()).isNotZero();
        assertThat(reload.err()).contains("own.");
        assertThatThrownBy(() -> Peer.connect(port)).isInstanceOf(ConnectException.class);
        loggedIn(postern.imapPort()).close();
    }

    @Test
    void whatNeedsARestartIsSaid() throws Exception {
        listeners("[bridge]\nehlo_name = \"mail.example.org\"\n", imap(postern.imapPort()));
        Installation.Ran reload = postern.run("reload");
        assertThat(reload.code()).isZero();
        assertThat(reload.err()).contains("ehlo_name", "restart");
    }
}
