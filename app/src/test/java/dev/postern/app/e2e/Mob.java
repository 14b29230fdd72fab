package dev.postern.app.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many clients of this machine that mean no good. Each has a thread, and an address of its own out
 * of a few, since one address has too few ports for all of them.
 */
final class Mob implements AutoCloseable {

    private static final int ADDRESSES = 250;
    private static final int CONNECT_MILLIS = 10_000;
    private static final long BETWEEN_DROPS_MILLIS = 200;

    /** What one does with a connection, which is closed when it returns. */
    @FunctionalInterface
    interface Deed {
        void with(Socket victim) throws Exception;
    }

    /** Whether those whose connection is over open another. */
    enum Persistence {
        ONCE,
        AGAIN_AND_AGAIN
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong connections = new AtomicLong();

    /**
     * @param ports which are attacked by turns
     */
    Mob(int members, List<Integer> ports, Persistence persistence, Deed deed) {
        for (int i = 0; i < members; i++) {
            int port = ports.get(i % ports.size());
            threads.submit(() -> {
                do {
                    attack(port, deed);
                } while (persistence == Persistence.AGAIN_AND_AGAIN && !over.get());
            });
        }
    }

    private void attack(int port, Deed deed) {
        try (Socket victim = new Socket()) {
            open.add(victim);
            try {
                victim.bind(
                        new InetSocketAddress(
                                InetAddress.getByAddress(
                                        new byte[] {
                                            127, 0, 1, (byte) (1 + connections.get() % ADDRESSES)
                                        }),
                                0));
                victim.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        CONNECT_MILLIS);
                connections.incrementAndGet();
                deed.with(victim);
            } finally {
                open.remove(victim);
            }
        } catch (Exception thrownOut) {
            // That is what should happen to them.
        }
    }

    /** Those of all members together, so far. */
    long connections() {
        return connections.get();
    }

    /** Does nothing, and looks at nothing, until the end. */
    static void linger() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /** Says so many octets, one at a time, each as late as a patient server lets it. */
    static void drip(Socket victim, byte[] octets) throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (byte octet : octets) {
            victim.getOutputStream().write(octet);
            never.await(BETWEEN_DROPS_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Reads until it is thrown out. */
    static void listen(Socket victim) throws IOException {
        victim.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        over.set(true);
        threads.shutdownNow();
        for (Socket socket : open) {
            socket.close();
        }
        threads.close();
    }
}
