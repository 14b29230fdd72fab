package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.ImapProfile;
import dev.postern.core.access.Rotation;
import dev.postern.core.access.SmtpPolicy;
import dev.postern.core.account.Protocol;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Under a gate for IMAP a large message waits where it is until the other side reads it. */
class RestrictedImapIT {

    private static final int MESSAGE = 50 * 1024 * 1024;
    private static final int PIECE = 64 * 1024;

    /** A third of the message: the rest of the JVM is never quite still. */
    private static final long MOST_HELD = 16L * 1024 * 1024;

    /** How the client connects. */
    enum Way {
        PLAINTEXT {
            @Override
            Peer connect(TestBridge bridge) throws IOException {
                return bridge.connect(Protocol.IMAP);
            }
        },
        TLS {
            @Override
            Peer connect(TestBridge bridge) throws IOException {
                return bridge.connectTls(Protocol.IMAP);
            }
        };

        abstract Peer connect(TestBridge bridge) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void anAppendedMessageWaitsForTheProvider(Way way) throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        CompletableFuture<Long> received = new CompletableFuture<>();
        try (StandInServer provider =
                        StandIns.imap(peer -> {
                            assertThat(peer.line()).endsWith("APPEND INBOX {" + MESSAGE + "}");
                            peer.send("+ go on\r\n");
                            reads.await(60, TimeUnit.SECONDS);
                            received.complete(read(peer));
                            peer.line();
                            peer.send("a2 OK stored\r\n");
                        });
                TestBridge bridge = bridge(provider, ImapProfile.APPEND_ONLY);
                Peer client = loggedIn(way, bridge)) {
            client.send("a2 APPEND INBOX {" + MESSAGE + "+}\r\n");
            long before = UsedMemory.octets();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> write(client));
            assertThat(new SocketQueues(client.socket()).mostThatWaits()).isPositive();
            assertThat(sending).isNotDone();
            assertThat(UsedMemory.octets() - before).isLessThan(MOST_HELD);
            reads.countDown();
            sending.get(60, TimeUnit.SECONDS);
            client.send("\r\n");
            assertThat(client.line()).isEqualTo("a2 OK stored");
            assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(MESSAGE);
            assertThat(UsedMemory.octets() - before).isLessThan(MOST_HELD);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFetchedMessageWaitsForTheClient(Way way) throws Exception {
        CompletableFuture<Peer> sends = new CompletableFuture<>();
        CompletableFuture<Void> sent = new CompletableFuture<>();
        try (StandInServer provider =
                        StandIns.imap(peer -> {
                            assertThat(peer.line()).isEqualTo("a2 FETCH 1 BODY.PEEK[]");
                            peer.send("* 1 FETCH (BODY[] {" + MESSAGE + "}\r\n");
                            sends.complete(peer);
                            write(peer);
                            sent.complete(null);
                            peer.send(")\r\na2 OK fetched\r\n");
                        });
                TestBridge bridge = bridge(provider, ImapProfile.READ_ONLY);
                Peer client = loggedIn(way, bridge)) {
            long before = UsedMemory.octets();
            client.send("a2 FETCH 1 BODY.PEEK[]\r\n");
            Peer sender = sends.get(20, TimeUnit.SECONDS);
            assertThat(new SocketQueues(sender.socket()).mostThatWaits()).isPositive();
            assertThat(sent).isNotDone();
            assertThat(UsedMemory.octets() - before).isLessThan(MOST_HELD);
            assertThat(client.line()).isEqualTo("* 1 FETCH (BODY[] {" + MESSAGE + "}");
            assertThat(read(client)).isEqualTo(MESSAGE);
            assertThat(client.line()).isEqualTo(")");
            assertThat(client.line()).isEqualTo("a2 OK fetched");
            assertThat(UsedMemory.octets() - before).isLessThan(MOST_HELD);
        }
    }

    private static TestBridge bridge(StandInServer provider, ImapProfile profile) throws Exception {
        return new TestBridge(
                TestBridge.Plan.towards(Protocol.IMAP, provider.port())
                        .policy(
                                new AppPolicy(
                                        Set.of(Protocol.IMAP),
                                        new ImapPolicy(profile, List.of()),
                                        SmtpPolicy.UNRESTRICTED,
                                        List.of(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Rotation.USUAL)));
    }

    private static Peer loggedIn(Way way, TestBridge bridge) throws IOException {
        Peer client = way.connect(bridge);
        client.send(bridge.loginCommand("a1") + "\r\n");
        client.lineStarting("a1 OK");
        return client;
    }

    /** The message: each piece has its number in all its octets. */
    private static void write(Peer peer) {
        byte[] piece = new byte[PIECE];
        try {
            for (int number = 0; number < MESSAGE / PIECE; number++) {
                Arrays.fill(piece, (byte) number);
                peer.send(piece);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives how many octets were as they should be. */
    private static long read(Peer peer) throws IOException {
        byte[] expected = new byte[PIECE];
        long right = 0;
        for (int number = 0; number < MESSAGE / PIECE; number++) {
            Arrays.fill(expected, (byte) number);
            right += Arrays.equals(peer.octets(PIECE), expected) ? PIECE : 0;
        }
        return right;
    }
}
