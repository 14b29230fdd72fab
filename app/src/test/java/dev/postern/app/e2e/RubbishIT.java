package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.control.ControlClient;
import dev.postern.app.e2e.BesiegedBridge.Door;
import dev.postern.app.e2e.Mob.Persistence;
import dev.postern.core.testing.Tally;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Whatever it is, it does not belong on this port. */
@Tag("torture")
@Tag("long")
class RubbishIT {

    private static final int MEMBERS = 100;

    /** For an answer, if there is one. */
    private static final int PATIENCE_MILLIS = 500;

    private static final List<byte[]> RUBBISH = rubbish();

    @TempDir private static Path home;
    private static BesiegedBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        bridge = new BesiegedBridge(home, "", "");
    }

    @AfterAll
    static void stop() throws Exception {
        bridge.close();
    }

    private static List<byte[]> rubbish() {
        List<String> texts =
                List.of(
                        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                        "POST /a HTTP/1.1\r\nContent-Length: 20\r\n\r\na1 LOGIN ann pst_\r\n",
                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0",
                        "SSH-2.0-OpenSSH_9.9\r\n",
                        "\26\3\1\0\5\1\0\0\1\3",
                        "\26\3\1\377\377" + "\377".repeat(70_000),
                        "\25\3\3\0\2\2\50",
                        "\200\56\1\0\2\0\25\0\0\0\20", // SSL 2
                        "\3\0\0\23\16\340\0\0\0\0\0\1\0\10\0\3\0\0\0", // RDP
                        "\4\1\0\120\177\0\0\1\0", // SOCKS 4
                        "\5\1\0", // SOCKS 5
                        "PROXY TCP4 10.0.0.1 10.0.0.2 1 2\r\n",
                        "\r\n\r\n\0\r\nQUIT\n\41\21\0\14\177\0\0\1\177\0\0\1\0\1\0\2", // PROXY v2
                        "USER ann\r\nPASS x\r\n",
                        "\0".repeat(100_000),
                        "\n".repeat(100_000),
                        "\r".repeat(100_000),
                        "\r\n".repeat(100_000),
                        "{".repeat(100_000),
                        "(".repeat(100_000),
                        "A".repeat(1_000_000),
                        "a LOGIN {4294967295}\r\n",
                        "a LOGIN {4294967295+}\r\n",
                        "a LOGIN {-1+}\r\n",
                        "a LOGIN {99999999999999999999}\r\n",
                        "a LOGIN {99999999999999999999+}\r\n",
                        "a LOGIN {5000-}\r\nabc",
                        "a LOGIN " + "{0+}\r\n".repeat(50_000),
                        "a LOGIN " + "{1+}\r\nx ".repeat(30_000),
                        "a LIST " + "{1+}\r\nx ".repeat(30_000),
                        "a ID (" + "\"x\" ".repeat(50_000),
                        "a ".repeat(50_000) + "\r\n",
                        "EHLO " + "x".repeat(100_000) + "\r\n",
                        "AUTH PLAIN " + "A".repeat(100_000) + "\r\n",
                        "BDAT 4294967295 LAST\r\nMAIL FROM:<a@b>\r\n",
                        "BDAT -1\r\n",
                        "STARTTLS\r\nEHLO x\r\n",
                        "a STARTTLS\r\nb CAPABILITY\r\n");
        List<byte[]> all = new ArrayList<>();
        texts.forEach(text -> all.add(text.getBytes(StandardCharsets.ISO_8859_1)));
        Random random = new Random(8);
        for (int i = 0; i < 8; i++) {
            byte[] noise = new byte[1 << (4 + 2 * i)];
            random.nextBytes(noise);
            all.add(noise);
        }
        return List.copyOf(all);
    }

    @Test
    void rubbishAtEveryDoor() throws Exception {
        Siege.of(
                bridge,
                "100 clients that speak %d other protocols, or none, at every port"
                        .formatted(RUBBISH.size()),
                new Mob(
                        MEMBERS,
                        bridge.ports(Door.values()),
                        Persistence.AGAIN_AND_AGAIN,
                        victim -> {
                            victim.setSoTimeout(PATIENCE_MILLIS);
                            int which = ThreadLocalRandom.current().nextInt(RUBBISH.size());
                            victim.getOutputStream().write(RUBBISH.get(which));
                            Mob.listen(victim);
                        }));
    }

    @Test
    void guessesByTheThousandInOneSegment() throws Exception {
        byte[] imap =
                Mob.ascii(
                        "a LOGIN %s pst_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"
                                .formatted(TestBridge.USER)
                                .repeat(3_000));
        byte[] smtp =
                Mob.ascii(
                        "EHLO x\r\n"
                                + "AUTH PLAIN %s\r\n"
                                        .formatted(BeforeTlsIT.plain(TestBridge.USER, "guess"))
                                        .repeat(3_000));
        Siege.of(
                bridge,
                "200 clients that send 3,000 guesses in one segment each",
                new Mob(
                        200,
                        bridge.ports(Door.IMAP, Door.SMTP),
                        Persistence.AGAIN_AND_AGAIN,
                        victim -> {
                            victim.getOutputStream()
                                    .write(
                                            victim.getPort() == bridge.port(Door.IMAP)
                                                    ? imap
                                                    : smtp);
                            Mob.listen(victim);
                        }));
    }

    @Test
    void rubbishAtTheControlSocket() throws Exception {
        int held = 0;
        for (byte[] rubbish : RUBBISH) {
            held += isRefused(rubbish) ? 1 : 0;
        }
        Tally.count(
                "abuse",
                "other protocols, or none, at the control socket: refused or cut off",
                RUBBISH.size(),
                held);
        assertThat(held).isEqualTo(RUBBISH.size());
        assertThat(ControlClient.find(bridge.controlSocket())).isPresent();
    }

    private static boolean isRefused(byte[] rubbish) throws IOException {
        try (SocketChannel command =
                SocketChannel.open(UnixDomainSocketAddress.of(bridge.controlSocket()))) {
            command.write(ByteBuffer.wrap(rubbish));
            command.shutdownOutput();
            ByteBuffer answer = ByteBuffer.allocate(64 * 1024);
            while (command.read(answer) >= 0) {
                // Until it is hung up.
            }
            String said = new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
            return said.isEmpty() || said.contains("does not understand");
        } catch (IOException cutOff) {
            return true;
        }
    }
}
