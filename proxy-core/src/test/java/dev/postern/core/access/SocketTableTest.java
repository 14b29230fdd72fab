package dev.postern.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** With sockets of this machine, and with tables as Linux writes them. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
final class SocketTableTest {

    private static final int NOBODY = 65_534;

    @TempDir private Path directory;

    /** Java's sockets are IPv6 ones, also for IPv4 addresses. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aSocketOfThisProcessIsOurs(String address) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName(address));
                Socket client = new Socket();
                Socket accepted = connected(client, listener)) {
            assertThat(SocketTable.ofThisMachine().ownerOf(source(accepted)))
                    .hasValue(new LocalUser(uidOfThisProcess()));
        }
    }

    /** Where we may become somebody else we do; else it is one more program of ours. */
    @Test
    void aSocketOfAnotherProcessIsItsUsers() throws Exception {
        int self = uidOfThisProcess();
        List<String> words = new ArrayList<>();
        if (self == 0) {
            words.addAll(List.of("setpriv", "--reuid", "65534", "--clear-groups"));
        }
        try (ServerSocket listener =
                new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            words.addAll(
                    List.of(
                            "bash",
                            "-c",
                            "exec 3<>/dev/tcp/127.0.0.1/"
                                    + listener.getLocalPort()
                                    + "; read <&3"));
            Process process = new ProcessBuilder(words).inheritIO().start();
            try (Socket accepted = listener.accept()) {
                assertThat(SocketTable.ofThisMachine().ownerOf(source(accepted)))
                        .hasValue(new LocalUser(self == 0 ? NOBODY : self));
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }

    @Test
    void aConnectionThatIsNotThereIsNobodys() {
        assertThat(SocketTable.ofThisMachine().ownerOf(source("127.0.0.1", 1, "127.0.0.1", 2)))
                .isEmpty();
    }

    @Test
    void theClientsEndCountsAndNotOurs() throws Exception {
        table(
                "tcp",
                line("0100007F:C350", "0100007F:0477", 1001, 77),
                line("0100007F:0477", "0100007F:C350", 0, 78));

        assertThat(owner("127.0.0.1", 50_000)).hasValue(new LocalUser(1001));
    }

    @Test
    void anIpv4ConnectionOfAnIpv6SocketIsFound() throws Exception {
        table("tcp");
        table(
                "tcp6",
                line(
                        "0000000000000000FFFF00000100007F:C350",
                        "0000000000000000FFFF00000100007F:0477",
                        1001,
                        77));

        assertThat(owner("127.0.0.1", 50_000)).hasValue(new LocalUser(1001));
    }

    /** A program could else send commands, close, and be taken for root. */
    @Test
    void aSocketThatItsProgramHasClosedIsNobodys() throws Exception {
        table("tcp", line("0100007F:C350", "0100007F:0477", 0, 0));

        assertThat(owner("127.0.0.1", 50_000)).isEmpty();
    }

    @Test
    void aSocketOfAnotherAddressIsAnother() throws Exception {
        table("tcp", line("0200007F:C350", "0100007F:0477", 1001, 77));

        assertThat(owner("127.0.0.1", 50_000)).isEmpty();
    }

    @Test
    void aLineThatNobodyCanReadMakesNobodyKnown() throws Exception {
        table("tcp", "   0: nonsense");

        assertThat(owner("127.0.0.1", 50_000)).isEmpty();
    }

    @Test
    void whereThereAreNoTablesNobodyIsKnown() {
        assertThat(SocketTable.of(directory)).isEqualTo(LocalUsers.UNKNOWN);
    }

    @Test
    void anUserIsKnownByNumberAndName() {
        assertThat(new LocalUser(0).is("0")).isTrue();
        assertThat(new LocalUser(0).is("root")).isTrue();
        assertThat(new LocalUser(1).is("root")).isFalse();
        assertThat(new LocalUser(0).is("no such user here")).isFalse();
        assertThat(new LocalUser(-2).is("4294967294")).isTrue();
    }

    private Optional<LocalUser> owner(String address, int port) {
        return SocketTable.of(directory).ownerOf(source(address, port, "127.0.0.1", 1143));
    }

    private void table(String name, String... lines) throws Exception {
        List<String> all = new ArrayList<>();
        all.add(
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt  "
                        + " uid");
        all.addAll(List.of(lines));
        Files.write(directory.resolve(name), all);
    }

    private static String line(String local, String remote, int uid, int inode) {
        return String.format(
                Locale.ROOT,
                "   0: %s %s 01 00000000:00000000 00:00000000 00000000 %5d        0 %d 1 0 20 4",
                ofThisMachine(local),
                ofThisMachine(remote),
                uid,
                inode);
    }

    /** The tests write addresses as a little-endian machine does. */
    private static String ofThisMachine(String end) {
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            return end;
        }
        return Pattern.compile("(..)(..)(..)(..)(?=.*:)")
                .matcher(end)
                .replaceAll(word -> word.group(4) + word.group(3) + word.group(2) + word.group(1));
    }

    private static Socket connected(Socket client, ServerSocket listener) throws Exception {
        client.connect(listener.getLocalSocketAddress());
        return listener.accept();
    }

    private static Source source(Socket accepted) {
        return new Source(
                (InetSocketAddress) accepted.getRemoteSocketAddress(),
                (InetSocketAddress) accepted.getLocalSocketAddress());
    }

    private static Source source(String client, int clientPort, String listener, int port) {
        return new Source(
                new InetSocketAddress(client, clientPort), new InetSocketAddress(listener, port));
    }

    private static int uidOfThisProcess() throws Exception {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }
}
