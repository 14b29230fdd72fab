package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many reloads while many clients are amid a transfer. */
@Timeout(180)
class ReloadUnderLoadIT {
    private static final int CLIENTS = 200;
    private static final int RELOADS = 100;

    /** What is on its way in each direction of each session, all the time. */
    private static final int CHUNK = 16 * 1024;

    /** Every so many clients one speaks TLS. */
    private static final int TLS_EVERY = 4;

    /** More than any that a kernel and the relay hold together, so each is amid its transfer. */
    private static final int FEWEST_CHUNKS = 8;

    @TempDir private Path home;
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile boolean enough;

    @Test
    void loseNoOctetAndDropNoSession() throws Exception {
        try (StandInServer provider = StandIns.imap(ReloadUnderLoadIT::echo);
                ReloadedBridge bridge = new ReloadedBridge(home, provider.port());
                // Not virtual: those never rest here, and the control socket's would wait for them.
                ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Long>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                clients.add(threads.submit(() -> transfer(bridge, number)));
            }
            await().atMost(60, TimeUnit.SECONDS).until(() -> arrived.get() == CLIENTS);
            try (Peer other = bridge.loggedInAsOther()) {
                for (int i = 0; i < RELOADS; i++) {
                    bridge.change(i);
                    assertThat(bridge.reload()).as("reload %d", i).isEmpty();
                }
                // They were real ones.
                assertThat(other.rest()).isEmpty();
            }
            enough = true;
            long chunks = 0;
            for (Future<Long> client : clients) {
                chunks += client.get(60, TimeUnit.SECONDS);
            }
            assertThat(chunks).isGreaterThan((long) FEWEST_CHUNKS * CLIENTS);
            assertThat(provider.faults()).isEmpty();
            System.out.printf(
                    "%d reloads, %d sessions, %d MB in each direction%n",
                    RELOADS, CLIENTS, chunks * CHUNK / 1_000_000);
        }
    }

    /** Gives back what comes, as it comes, up to a line that ends it. */
    private static void echo(Peer client) throws IOException {
        byte[] octets = new byte[CHUNK];
        for (int count = client.in().read(octets); count >= 0; count = client.in().read(octets)) {
            client.out().write(octets, 0, count);
            client.out().flush();
        }
    }

    /**
     * Sends chunk behind chunk, and reads each again only when the next is on its way.
     *
     * @return how many
     */
    private long transfer(ReloadedBridge bridge, int number) throws IOException {
        try (Peer peer = bridge.loggedIn(number % TLS_EVERY == 0)) {
            Random sent = new Random(number);
            Random expected = new Random(number);
            byte[] chunk = new byte[CHUNK];
            byte[] again = new byte[CHUNK];
            long chunks = 0;
            sent.nextBytes(chunk);
            peer.send(chunk);
            while (!enough || chunks < FEWEST_CHUNKS) {
                sent.nextBytes(chunk);
                peer.send(chunk);
                expected.nextBytes(again);
                assertThat(peer.octets(CHUNK)).isEqualTo(again);
                chunks++;
                if (chunks == FEWEST_CHUNKS) {
                    arrived.incrementAndGet();
                }
            }
            expected.nextBytes(again);
            assertThat(peer.octets(CHUNK)).isEqualTo(again);
            peer.send("end".getBytes(US_ASCII));
            assertThat(peer.octets(3)).asString(US_ASCII).isEqualTo("end");
            return chunks + 1;
        }
    }
}
