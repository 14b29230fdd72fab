package dev.postern.app.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.discovery.DomainRecords.Records;

import io.netty.buffer.Unpooled;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Looking up records at a real name server, Debian's dnsmasq, and at hostile ones. */
@Tag("programs")
class SystemDnsTest {

    @TempDir private static Path directory;
    private static Process dnsmasq;
    private static int port;

    @BeforeAll
    static void startServer() throws Exception {
        try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = held.getLocalPort();
        }
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            many.append(
                    "mx-host=many.example,mx%02d.%s.example,%d\n".formatted(i, "x".repeat(40), i));
        }
        Path configuration =
                Files.writeString(
                        directory.resolve("dnsmasq.conf"),
                        """
                        no-resolv
                        no-hosts
                        no-daemon
                        user=
                        pid-file=
                        port=%d
                        listen-address=127.0.0.1
                        bind-interfaces
                        local=/#/
                        mx-host=example.org,second.example.net,20
                        mx-host=example.org,first.example.net,10
                        mx-host=null.example,.,0
                        srv-host=_imaps._tcp.example.org,imap.example.org,993,5,7
                        srv-host=_imap._tcp.example.org,.,0,0,0
                        """
                                        .formatted(port)
                                + many);
        try {
            dnsmasq =
                    new ProcessBuilder("dnsmasq", "--conf-file=" + configuration)
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("dnsmasq.log").toFile())
                            .start();
        } catch (IOException absent) {
            throw new AssertionError(
                    "This test needs dnsmasq. On Debian: apt-get install dnsmasq-base", absent);
        }
        for (int tries = 0; !listens(); tries++) {
            if (tries > 600 || !dnsmasq.isAlive()) {
                throw new AssertionError(Files.readString(directory.resolve("dnsmasq.log")));
            }
            assertThat(dnsmasq.waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private static boolean listens() {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @AfterAll
    static void stopServer() throws Exception {
        dnsmasq.destroy();
        dnsmasq.waitFor();
    }

    @Test
    void mailExchangersComeInTheirOrder() {
        try (SystemDns dns = at(port)) {
            assertThat(dns.mailExchangers("example.org"))
                    .isEqualTo(
                            new Records.Known<>(
                                    List.of("first.example.net", "second.example.net")));
        }
    }

    @Test
    void servicesAreReadWhole() {
        try (SystemDns dns = at(port)) {
            assertThat(dns.services("_imaps._tcp.example.org"))
                    .isEqualTo(
                            new Records.Known<>(
                                    List.of(new Service(5, 7, 993, "imap.example.org"))));
        }
    }

    @Test
    void dataWithTooLongALabelIsNone() {
        byte[] data = new byte[200];
        data[2] = 97; // RFC 1035 2.3.4: at most 63
        assertThat(SystemDns.exchanger(Unpooled.wrappedBuffer(data))).isEmpty();
    }

    @Test
    void dataWithANameThatNoHostHasIsNone() {
        for (byte odd : new byte[] {' ', '\n', (byte) 0x8e}) {
            byte[] data = {0, 0, 3, 'a', odd, 'b', 0};
            assertThat(SystemDns.exchanger(Unpooled.wrappedBuffer(data))).isEmpty();
        }
        byte[] dotted = {0, 0, 2, 'a', '.', 0};
        assertThat(SystemDns.exchanger(Unpooled.wrappedBuffer(dotted))).isEmpty();
    }

    /** RFC 6186 3.4. */
    @Test
    void aServiceThatIsNotOfferedHasNoTarget() {
        try (SystemDns dns = at(port)) {
            assertThat(dns.services("_imap._tcp.example.org"))
                    .isEqualTo(new Records.Known<>(List.of(new Service(0, 0, 0, ""))));
        }
    }

    @Test
    void whatIsNotThereIsKnownNotToBeThere() {
        try (SystemDns dns = at(port)) {
            assertThat(dns.mailExchangers("nothing.example"))
                    .isEqualTo(new Records.Known<>(List.of()));
            assertThat(dns.services("_imaps._tcp.nothing.example"))
                    .isEqualTo(new Records.Known<>(List.of()));
        }
    }

    /** More than a datagram holds: 32 of 40 are taken, so it was asked again over TCP. */
    @Test
    void whatDoesNotFitADatagramComesOverTcp() {
        try (SystemDns dns = at(port)) {
            switch (dns.mailExchangers("many.example")) {
                case Records.Known<String>(List<String> all) -> assertThat(all).hasSize(32);
                case Records.Failed<String>(String why) -> throw new AssertionError(why);
            }
        }
    }

    /** What a name server can answer that is of no use. */
    enum Answer {
        NOTHING {
            @Override
            byte[] to(byte[] question) {
                return new byte[0];
            }
        },
        NOISE {
            @Override
            byte[] to(byte[] question) {
                byte[] noise = new byte[300];
                new Random(1).nextBytes(noise);
                noise[0] = question[0];
                noise[1] = question[1];
                return noise;
            }
        },
        /** A name that points at itself. */
        LOOP {
            @Override
            byte[] to(byte[] question) {
                return answered(
                        question, new byte[] {0, 10, (byte) 0xC0, (byte) (question.length + 14)});
            }
        },
        CUT_SHORT {
            @Override
            byte[] to(byte[] question) {
                return answered(question, new byte[] {0});
            }
        };

        abstract byte[] to(byte[] question);

        private static byte[] answered(byte[] question, byte[] data) {
            byte[] answer = Arrays.copyOf(question, question.length + 12 + data.length);
            answer[2] = (byte) 0x81;
            answer[3] = (byte) 0x80;
            answer[7] = 1; // one answer
            answer[11] = 0; // and nothing additional
            byte[] head = {(byte) 0xC0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, (byte) data.length};
            System.arraycopy(head, 0, answer, question.length, head.length);
            System.arraycopy(data, 0, answer, question.length + 12, data.length);
            return answer;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatIsNoneIsNoneInTime(Answer answer) throws Exception {
        try (DatagramSocket hostile = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                SystemDns dns = at(hostile.getLocalPort())) {
            Thread.ofVirtual().start(() -> serve(hostile, answer));
            long began = System.nanoTime();
            switch (dns.mailExchangers("example.org")) {
                case Records.Known<String>(List<String> all) -> assertThat(all).isEmpty();
                case Records.Failed<String>(String why) -> assertThat(why).contains("no answer");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    private static void serve(DatagramSocket socket, Answer answer) {
        try {
            while (true) {
                DatagramPacket asked = new DatagramPacket(new byte[4096], 4096);
                socket.receive(asked);
                byte[] question = Arrays.copyOf(asked.getData(), questionEnd(asked.getData()));
                byte[] said = answer.to(question);
                if (said.length > 0) {
                    socket.send(new DatagramPacket(said, said.length, asked.getSocketAddress()));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static int questionEnd(byte[] packet) {
        int at = 12;
        while (packet[at] != 0) {
            at += packet[at] + 1;
        }
        return at + 5;
    }

    private static SystemDns at(int port) {
        return new SystemDns(
                new SingletonDnsServerAddressStreamProvider(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }
}
